import { draw } from '../../../common/draw.ts';

const FIRST = ['Amber', 'Burning', 'Cobalt', 'Distant', 'Eternal', 'Forgotten', 'Golden', 'Hidden'];
const SECOND = [
  'Anvil',
  'Beacon',
  'Corsair',
  'Dominion',
  'Eclipse',
  'Fortress',
  'Garrison',
  'Haven',
];
const PLATFORMS = ['Steam', 'GOG', 'Epic Games', 'Xbox Live', 'PSN', 'Nintendo', 'Ubisoft Connect'];
const REGIONS = ['GLOBAL', 'GLOBAL', 'EUROPE', 'UNITED STATES', 'LATAM'];
const STUDIOS = ['Basalt Works', 'Clear Harbour', 'Dusk & Dawn', 'Eleven Oaks', 'Fable Street'];
const CATEGORIES = [
  { id: 1, name: 'Action' },
  { id: 2, name: 'Adventure' },
  { id: 3, name: 'Strategy' },
  { id: 4, name: 'RPG' },
  { id: 5, name: 'Simulation' },
  { id: 6, name: 'Racing' },
  { id: 7, name: 'Indie' },
] as const;

/** Came with later versions of the API, so that some products lack them. The number says which: every so-and-so-many-th. */
const ABSENT: readonly (readonly [number, readonly string[]])[] = [
  [7, ['categories']],
  [11, ['images', 'coverImage']],
  [13, ['retailMinBasePrice', 'priceLimit', 'availableToBuy']],
  [17, ['requirements', 'restrictions', 'videos']],
  [19, ['description']],
  [23, ['developer', 'publisher', 'release_date']],
];

const OF_PRICE = ['minPrice', 'retail_min_price', 'retailMinBasePrice', 'priceLimit'];

export interface Offer {
  id: string;
  /** Null: it has no price, and nothing is said of one. */
  minPrice: number | null;
  qty: number;
  updatedAt: string;
}

/** Everything that G2A tells of a product, made up from its number. */
export function productText(seed: number, n: number, offer: Offer): Record<string, unknown> {
  const d = draw(seed, n);
  const price = offer.minPrice ?? 0;
  const platform = d.pick(PLATFORMS);
  const region = d.pick(REGIONS);
  const title = `${d.pick(FIRST)} ${d.pick(SECOND)} ${n}`;
  const name = `${title} ${platform} Key ${region}`;
  const image = (what: string) => `https://images.g2a.test/${offer.id}/${what}.jpg`;
  const first = d.int(0, CATEGORIES.length - 1);
  const minimal = {
    reqprocessor: 'Intel Core i5-4460',
    reqgraphics: 'GeForce GTX 960',
    reqmemory: `${d.pick([4, 8, 16])} GB`,
    reqdiskspace: `${d.int(2, 120)} GB`,
    reqsystem: 'Windows 10',
    reqother: '',
  };
  const product: Record<string, unknown> = {
    id: offer.id,
    name,
    type: 'egoods',
    slug: `/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-i${offer.id}`,
    qty: offer.qty,
    minPrice: price,
    retail_min_price: cents(price * 1.12),
    retailMinBasePrice: cents(price * 1.03),
    availableToBuy: offer.qty > 0,
    thumbnail: image('thumbnail'),
    smallImage: image('small'),
    coverImage: image('cover'),
    images: [image('1'), image('2')],
    description: `<p><b>${title}</b> is played on ${platform}.</p><p>The key is made up.</p>`,
    region,
    developer: d.pick(STUDIOS),
    publisher: d.pick(STUDIOS),
    platform,
    release_date: `${d.int(2012, 2025)}-${two(d.int(1, 12))}-${two(d.int(1, 28))}`,
    updated_at: offer.updatedAt,
    restrictions: { pegi_violence: d.next() < 0.5, pegi_fear: d.next() < 0.2 },
    requirements: { minimal, recommended: { ...minimal, reqmemory: '16 GB' } },
    videos: [{ type: 'YOUTUBE', url: `https://videos.g2a.test/${offer.id}` }],
    categories: [CATEGORIES[first], CATEGORIES[(first + 1) % CATEGORIES.length]],
    priceLimit: { min: cents(price / 2), max: d.next() < 0.5 ? null : 500 },
  };
  if (offer.minPrice === null) for (const field of OF_PRICE) delete product[field];
  for (const [every, fields] of ABSENT) {
    if (n % every === 0) for (const field of fields) delete product[field];
  }
  return product;
}

const cents = (price: number) => Math.round(price * 100) / 100;
const two = (n: number) => String(n).padStart(2, '0');
