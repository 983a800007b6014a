import { describe, expect, it } from '@jest/globals';
import { listHead, partHead, withHead, type PublicPart } from './heads.ts';

const BASE = 'https://shop.example';
const PAGE =
  '<head><meta\n  name="description"\n  content="The shop." /><title>Tandem</title></head><body></body>';

const part = (changes: Partial<PublicPart> = {}): PublicPart => ({
  id: 7,
  kind: 'physical',
  sku: 'B-8',
  part_name: 'Bolt',
  description: '<p>Strong &amp; <b>short</b>.</p>',
  category: { name: 'Bolts' },
  price: { amount: '1.50', currency: 'EUR' },
  images: [{ url: '/api/v1/images/a.jpg' }],
  stock: { is_in_stock: true },
  ...changes,
});
const product = (html: string) =>
  JSON.parse(/ld\+json">([^]*?)<\/script>/.exec(html)![1]!) as Record<string, unknown>;

describe('the head of a part’s page', () => {
  it('tells what it is, what it costs and that it can be had', () => {
    const html = withHead(PAGE, partHead(part(), BASE));
    expect(html).toContain('<title>Bolt · Tandem</title>');
    expect(html).toContain('<meta name="description" content="Strong &amp; short ." />');
    expect(html.match(/name="description"/g)).toHaveLength(1);
    expect(html).toContain('<link rel="canonical" href="https://shop.example/parts/7" />');
    expect(html).toContain('content="https://shop.example/api/v1/images/a.jpg"');
    expect(product(html)).toMatchObject({
      name: 'Bolt',
      sku: 'B-8',
      offers: { price: '1.50', priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
    });
  });

  it('tells of stock only what is known', () => {
    const offers = (stock: PublicPart['stock']) =>
      product(withHead(PAGE, partHead(part({ stock }), BASE))).offers as Record<string, string>;
    expect(offers({ is_in_stock: false }).availability).toBe('https://schema.org/OutOfStock');
    expect(offers({ is_in_stock: true, stale: true })).not.toHaveProperty('availability');
  });

  it.each([
    `</title><script>alert(1)</script>`,
    `"><img src=x onerror=alert(1)>`,
    `</script><!--<script>`,
    "$& $1 $` $'",
    `\u2028 & ' "`,
  ])('lets the name %s be a name and nothing else', (part_name) => {
    const html = withHead(PAGE, partHead(part({ part_name, description: part_name }), BASE));
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/<\/script/g)).toHaveLength(1);
    expect(html.match(/<title>/g)).toHaveLength(1);
    expect(html).not.toContain('<img');
    expect(product(html).name).toBe(part_name);
  });

  it('keeps a description short, and counts letters whole', () => {
    const head = partHead(part({ description: `<p>${'👍'.repeat(5000)}</p>` }), BASE);
    expect([...head.description]).toHaveLength(200);
    expect(head.description).toMatch(/^(👍)+…$/u);
  });
});

describe('the head of a list', () => {
  it('has one address a category, whatever else was chosen', () => {
    const bolts = { slug: 'bolts', name: 'Bolts' };
    const head = listHead(new URLSearchParams('category=screws&sort=price&q=m8'), bolts, BASE);
    expect(head).toMatchObject({
      title: 'Bolts · Tandem',
      canonical: 'https://shop.example/?category=bolts',
      noindex: true,
    });
    expect(listHead(new URLSearchParams('kind=game'), undefined, BASE)).toMatchObject({
      title: 'Games · Tandem',
      canonical: 'https://shop.example/?kind=game',
    });
    expect(listHead(new URLSearchParams('category=no-such'), undefined, BASE).canonical).toBe(
      'https://shop.example/',
    );
  });
});
