import { fromMinor } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';
import type { StaleSources } from '@tandem/persistence';
import { ageOf, validateQuantity, type Offer } from '../offers/offer.js';
import type { Cart, CartLine } from './cart.js';
import type { CartItemView, CartView, CheckoutView } from './carts.dto.js';

export interface OfferedLine extends CartLine {
  offer: Offer | undefined;
}

/** A cart as its shopper sees it. */
export function cartView(
  { version, lines }: Cart,
  offers: ReadonlyMap<number, Offer>,
  staleSources: StaleSources,
  currency: string,
): CartView {
  const offered = lines.map((line) => ({ ...line, offer: offers.get(line.part_id) }));
  return {
    items: offered.map((line) => itemView(line, staleSources)),
    total: totalOf(offered, currency),
    item_count: lines.reduce((sum, line) => sum + line.quantity, 0),
    version,
  };
}

/** The same lines as checkout validates them. An empty cart is nothing to check out. */
export function checkoutView(
  lines: readonly OfferedLine[],
  staleSources: StaleSources,
  currency: string,
): CheckoutView {
  const checked = lines.map(({ part_id, quantity, offer }) => ({
    part_id,
    part_name: nameOf(part_id, offer),
    requested: quantity,
    ...validateQuantity(quantity, offer),
    ...ageOf(offer, staleSources),
  }));
  const ok = checked.length > 0 && checked.every((line) => line.ok);
  return { ok, lines: checked, total: totalOf(lines, currency) };
}

function itemView(
  { part_id, quantity, offer }: OfferedLine,
  staleSources: StaleSources,
): CartItemView {
  const price = offer?.for_sale ? offer.price_minor : null;
  const money = (minor: bigint): Money => fromMinor(minor, offer!.currency);
  return {
    part_id,
    part_name: nameOf(part_id, offer),
    sku: offer?.sku ?? '',
    slug: offer?.slug ?? '',
    kind: offer?.kind ?? 'physical',
    image_url: offer?.image_url ?? null,
    quantity,
    price: price === null ? null : money(price),
    line_total: price === null ? null : money(price * BigInt(quantity)),
    ...validateQuantity(quantity, offer),
    ...ageOf(offer, staleSources),
  };
}

const nameOf = (partId: number, offer: Offer | undefined): string =>
  offer?.part_name ?? `Part ${partId}`;

function totalOf(lines: readonly OfferedLine[], currency: string): Money {
  let total = 0n;
  for (const { quantity, offer } of lines) {
    if (validateQuantity(quantity, offer).ok) total += offer!.price_minor * BigInt(quantity);
  }
  return fromMinor(total, currency);
}
