import type { StaleSources } from '@tandem/persistence';

/** A part as it is offered right now. */
export interface Offer {
  part_id: number;
  kind: 'physical' | 'game';
  sku: string;
  slug: string;
  part_name: string;
  image_url: string | null;
  price_minor: bigint;
  /** While a sale is on: what it costs otherwise. */
  regular_price_minor: bigint | null;
  /** While a sale is on: the lowest price of the 30 days before it; null for what nobody was shown then. */
  lowest_price_minor: bigint | null;
  currency: string;
  /** Active, and priced in the currency this shop sells in. */
  for_sale: boolean;
  /** On the shelf and held by nobody. */
  available: number;
  /** When that became so; null: nobody ever counted it. */
  as_of: string | null;
  /** The outside system that counts it; null: the shop itself. */
  source: string | null;
}

/** Of when a figure is, as shoppers get it. */
export interface StockAge {
  as_of: string | null;
  /** Whoever counts it has not been heard for too long. */
  stale: boolean;
}

export type Obstacle = 'insufficient_stock' | 'not_for_sale';

export interface Verdict {
  /** Of it for this shopper; none of what is not for sale, wherever it lies. */
  available: number;
  ok: boolean;
  reason: Obstacle | null;
}

/** Whether so many of a part can be had now. */
export function validateQuantity(
  quantity: number,
  offer: Pick<Offer, 'for_sale' | 'available'> | undefined,
): Verdict {
  if (!offer?.for_sale) return { available: 0, ok: false, reason: 'not_for_sale' };
  const ok = quantity <= offer.available;
  return { available: offer.available, ok, reason: ok ? null : 'insufficient_stock' };
}

/** The same as parts say it: a source that is not heard any more makes its figures as old as the last time it was. */
export function ageOf(
  offer: Pick<Offer, 'as_of' | 'source'> | undefined,
  staleSources: StaleSources,
): StockAge {
  const heardAt = offer?.source == null ? undefined : staleSources.get(offer.source);
  if (!offer || heardAt === undefined) return { as_of: offer?.as_of ?? null, stale: false };
  return { as_of: heardAt ?? offer.as_of, stale: true };
}

export const imageUrl = (sha256: string): string => `/api/v1/images/${sha256}.webp`;
