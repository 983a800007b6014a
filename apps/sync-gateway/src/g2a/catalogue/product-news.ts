import { createHash } from 'node:crypto';
import type { EventData, G2aProductUpserted } from '@tandem/contracts';
import { fromMinor } from '@tandem/kernel';
import type { G2aProduct } from '../client/g2a-answers.js';
import { minorOfPrice } from '../client/prices.js';

type Upserted = EventData<typeof G2aProductUpserted>;

/** What is told of a product, apart from which part it is and how often it was told. */
export type Offer = Omit<Upserted, 'version' | 'part_id'>;

/** A product as the shop takes it. */
export interface ProductNews {
  offer: Offer;
  /** The same for the same offer; when G2A touched it last does not matter. */
  digest: string;
  quantity: number;
}

/** What the shop asks is what a buyer through the API pays, and 2% of it: rounded to the cent, halves up. */
const MARKUP_PERCENT = 102n;
/** G2A's prices of products are in euros. */
const CURRENCY = 'EUR';
const MOST_QUANTITY = 2_147_483_647;

const REQUIREMENTS = {
  reqprocessor: 'Processor',
  reqgraphics: 'Graphics',
  reqmemory: 'Memory',
  reqdiskspace: 'Disk space',
  reqsystem: 'System',
  reqother: 'Other',
} as const;
const LEVELS = {
  minimal: 'Minimal requirements',
  recommended: 'Recommended requirements',
} as const;

const skuOf = (productId: string): string => `G2A-${productId}`;

/** The product that a part was made of, by its SKU. */
export const productOfSku = (sku: string): string | null =>
  /^G2A-(.{1,90})$/.exec(sku)?.[1] ?? null;

/**
 * @param readAt stands for the time of the last change where G2A tells none.
 * @throws RangeError when its price can't be read.
 */
export function newsOf(product: G2aProduct, readAt: Date): ProductNews {
  const { id, name, minPrice } = product;
  const minor = minPrice == null ? null : minorOfPrice(minPrice, CURRENCY, MARKUP_PERCENT);
  const terms = (product.categories ?? []).map((term) => ({
    id: term.id == null ? null : String(term.id),
    name: term.name,
  }));
  const said = {
    g2a_id: id,
    sku: skuOf(id),
    name,
    description: product.description ?? '',
    price: minor === null ? null : fromMinor(minor, CURRENCY),
    categories: terms,
    // Its categories are what games call genres.
    genres: terms,
    platforms: product.platform ? [{ id: null, name: product.platform }] : [],
    images: imagesOf(product),
    specifications: [...requirementsOf(product), ...restrictionsOf(product)],
    region: product.region ?? null,
    publisher: product.publisher ?? null,
    developer: product.developer ?? null,
    release_date: product.release_date ?? null,
    available: minor !== null,
  };
  return {
    offer: { ...said, updated_at: timeOf(product.updated_at) ?? readAt.toISOString() },
    digest: createHash('sha256').update(JSON.stringify(said)).digest('hex'),
    quantity: quantityOf(product),
  };
}

/** A product that G2A has no more. */
export function gone(id: string, name: string, at: Date): Offer {
  const nothing = { categories: [], genres: [], platforms: [], images: [], specifications: [] };
  return {
    ...nothing,
    g2a_id: id,
    sku: skuOf(id),
    name,
    description: '',
    price: null,
    region: null,
    publisher: null,
    developer: null,
    release_date: null,
    available: false,
    updated_at: at.toISOString(),
  };
}

/** What can be bought now. */
export function quantityOf({ qty, availableToBuy, minPrice }: G2aProduct): number {
  if (availableToBuy === false || minPrice == null) return 0;
  return Math.min(MOST_QUANTITY, Math.max(0, Math.trunc(qty ?? 0)));
}

function imagesOf({ coverImage, images, smallImage, thumbnail }: G2aProduct): string[] {
  const large = [coverImage, ...(images ?? [])].filter((url) => url != null && url !== '');
  const all = large.length > 0 ? large : [smallImage, thumbnail].filter(Boolean);
  return [...new Set(all as string[])];
}

function requirementsOf({ requirements }: G2aProduct): Offer['specifications'] {
  const levels = (requirements ?? {}) as Record<string, unknown>;
  return Object.entries(LEVELS).flatMap(([level, group]) => {
    const said = (levels[level] ?? {}) as Record<string, unknown>;
    return Object.entries(REQUIREMENTS).flatMap(([field, name]) => {
      const value = said[field];
      return typeof value === 'string' && value !== '' ? [{ name, value, group }] : [];
    });
  });
}

/** PEGI's warnings: `pegi_violence: true`. */
function restrictionsOf({ restrictions }: G2aProduct): Offer['specifications'] {
  const warnings = Object.entries((restrictions ?? {}) as Record<string, unknown>)
    .filter(([name, applies]) => name.startsWith('pegi_') && applies === true)
    .map(([name]) => name.slice('pegi_'.length).replaceAll('_', ' '))
    .sort();
  if (warnings.length === 0) return [];
  return [{ name: 'PEGI', value: warnings.join(', '), group: 'Restrictions' }];
}

/** G2A names no zone: it is UTC. */
function timeOf(text: string | null | undefined): string | null {
  if (!text || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const at = new Date(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
