/** What a page tells those that run no scripts: search engines, and whoever shows a link. */
export interface Head {
  title: string;
  description: string;
  /** The one address of this content. */
  canonical: string;
  /** Content of the page's own address only, or of nobody's interest: not for an index. */
  noindex?: boolean;
  type?: 'website' | 'product';
  image?: string;
  /** schema.org, as plain data. */
  data?: Record<string, unknown>;
}

export interface PublicPart {
  id: number;
  kind: string;
  sku: string;
  part_name: string;
  description: string;
  category: { name: string } | null;
  publisher?: string | null;
  price: { amount: string; currency: string };
  images: { url: string }[];
  stock: { is_in_stock: boolean; stale?: boolean };
  discontinued?: boolean;
}

const LONGEST_DESCRIPTION = 200;
const SHOP_DESCRIPTION =
  'Parts and game keys with stock you can trust: what you see is what is there.';

export function partHead(part: PublicPart, base: string): Head {
  const canonical = `${base}/parts/${part.id}`;
  const images = part.images.map(({ url }) => new URL(url, base).href);
  const description = plainText(part.description) || SHOP_DESCRIPTION;
  return {
    title: `${part.part_name} · Tandem`,
    description,
    canonical,
    type: 'product',
    ...(images[0] === undefined ? {} : { image: images[0] }),
    data: {
      '@context': 'https://schema.org',
      '@type': 'Product',
      name: part.part_name,
      sku: part.sku,
      description,
      url: canonical,
      ...(images.length === 0 ? {} : { image: images }),
      ...(part.category ? { category: part.category.name } : {}),
      ...(part.publisher ? { brand: { '@type': 'Brand', name: part.publisher } } : {}),
      offers: {
        '@type': 'Offer',
        url: canonical,
        price: part.price.amount,
        priceCurrency: part.price.currency,
        itemCondition: 'https://schema.org/NewCondition',
        // Stock that could not be looked at is not told at all: a wrong word here is kept by others for days.
        ...(part.stock.stale
          ? {}
          : {
              availability: `https://schema.org/${availabilityOf(part)}`,
            }),
      },
    },
  };
}

function availabilityOf({ discontinued, stock }: PublicPart): string {
  if (discontinued) return 'Discontinued';
  return stock.is_in_stock ? 'InStock' : 'OutOfStock';
}

export function listHead(
  query: URLSearchParams,
  category: { slug: string; name: string } | undefined,
  base: string,
): Head {
  const kind = ['physical', 'game'].find((one) => one === query.get('kind'));
  const canonical = new URL('/', base);
  if (category) canonical.searchParams.set('category', category.slug);
  else if (kind) canonical.searchParams.set('kind', kind);
  const narrowed = [...query.keys()].some((name) => !['category', 'kind'].includes(name));
  const what = category?.name ?? (kind === 'game' ? 'Games' : kind ? 'Parts' : 'All products');
  return {
    title: `${what} · Tandem`,
    description: category ? `${category.name}: ${SHOP_DESCRIPTION}` : SHOP_DESCRIPTION,
    canonical: canonical.href,
    type: 'website',
    ...(narrowed ? { noindex: true } : {}),
  };
}

/** The page with this head in the place of its own. */
export function withHead(page: string, head: Head): string {
  const meta = (name: 'name' | 'property', key: string, value: string) =>
    `<meta ${name}="${key}" content="${escapeHtml(value)}" />`;
  const lines = [
    `<title>${escapeHtml(head.title)}</title>`,
    meta('name', 'description', head.description),
    `<link rel="canonical" href="${escapeHtml(head.canonical)}" />`,
    ...(head.noindex ? [meta('name', 'robots', 'noindex')] : []),
    meta('property', 'og:site_name', 'Tandem'),
    meta('property', 'og:type', head.type ?? 'website'),
    meta('property', 'og:title', head.title),
    meta('property', 'og:description', head.description),
    meta('property', 'og:url', head.canonical),
    ...(head.image === undefined ? [] : [meta('property', 'og:image', head.image)]),
    ...(head.data === undefined
      ? []
      : [`<script type="application/ld+json">${escapeJson(head.data)}</script>`]),
  ];
  return (
    page
      .replace(/<meta\s+name="description"[^>]*>\s*/, '')
      // A function, since `$&` in a text would be read as an order.
      .replace(/<title>[^<]*<\/title>/, () => lines.join('\n    '))
  );
}

export function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (letter) =>
      ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[letter] ?? letter,
  );
}

/** JSON that can stand in a script element whatever it says. */
function escapeJson(data: unknown): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function plainText(html: string): string {
  const text = html
    .slice(0, 5000)
    .replace(/<[^>]*(>|$)/g, ' ')
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_all, name: string) => ENTITIES[name] ?? '')
    .replace(/&#(x[0-9a-f]{1,6}|\d{1,7});/gi, (_all, code: string) => {
      const point = Number(code.toLowerCase().startsWith('x') ? `0${code}` : code);
      return point <= 0x10_ff_ff ? String.fromCodePoint(point) : '';
    })
    .replace(/\s+/g, ' ')
    .trim();
  const letters = [...text];
  if (letters.length <= LONGEST_DESCRIPTION) return text;
  return `${letters
    .slice(0, LONGEST_DESCRIPTION - 1)
    .join('')
    .trimEnd()}…`;
}
