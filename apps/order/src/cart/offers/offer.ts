/** A part as it is offered right now. */
export interface Offer {
  part_id: number;
  kind: 'physical' | 'game';
  sku: string;
  slug: string;
  part_name: string;
  image_url: string | null;
  price_minor: bigint;
  currency: string;
  /** Active, and priced in the currency this shop sells in. */
  for_sale: boolean;
  /** On the shelf and held by nobody. */
  available: number;
  /** The outside system that counts it; null: the shop itself. Left out of what a cache knew. */
  source?: string | null;
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

export const imageUrl = (sha256: string): string => `/api/v1/images/${sha256}.webp`;
