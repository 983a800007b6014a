import { fromMinor, times, toMinor } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';
import type { Cart, CartLine, LiveEvent } from '@tandem/ui';

/** The cart with these lines; sums are of what can be bought, as the shop counts them. */
function withLines(cart: Cart, items: CartLine[]): Cart {
  const total = items.reduce(
    (sum, line) => (line.ok && line.line_total ? sum + toMinor(line.line_total) : sum),
    0n,
  );
  return {
    ...cart,
    items,
    total: fromMinor(total, cart.total.currency),
    item_count: items.reduce((sum, line) => sum + line.quantity, 0),
  };
}

function judged(line: CartLine): CartLine {
  const reason =
    line.reason === 'not_for_sale' || !line.price
      ? 'not_for_sale'
      : line.quantity > line.available
        ? 'insufficient_stock'
        : null;
  return {
    ...line,
    line_total: line.price ? times(line.price, line.quantity) : null,
    ok: reason === null,
    reason,
  };
}

/** The cart as it will be once the shop has taken these quantities; 0 takes a line out. */
export function withQuantities(cart: Cart, wanted: ReadonlyMap<number, number>): Cart {
  if (!wanted.size) return cart;
  const items = cart.items
    .map((line) => {
      const quantity = wanted.get(line.part_id);
      return quantity === undefined ? line : judged({ ...line, quantity });
    })
    .filter((line) => line.quantity > 0);
  return withLines(cart, items);
}

interface PartContent {
  part_name?: string;
  slug?: string;
  sku?: string;
  price?: Money;
  images?: { url: string }[];
  discontinued?: boolean;
}

const notForSale = (line: CartLine): CartLine => ({
  ...line,
  price: null,
  line_total: null,
  available: 0,
  ok: false,
  reason: 'not_for_sale',
});

function changed(line: CartLine, event: LiveEvent): CartLine {
  if (event.type === 'part.deleted') return notForSale(line);
  if (event.type.startsWith('stock.')) {
    const available = event.data.available_stock;
    return typeof available === 'number' ? judged({ ...line, available }) : line;
  }
  const part = event.data.part as PartContent | undefined;
  if (!part) return line;
  if (part.discontinued) return notForSale(line);
  // Another currency is not for sale in this cart; the shop's own answer will say so.
  const price = part.price?.currency === line.price?.currency ? part.price : line.price;
  return judged({
    ...line,
    part_name: part.part_name ?? line.part_name,
    slug: part.slug ?? line.slug,
    sku: part.sku ?? line.sku,
    image_url: part.images ? (part.images[0]?.url ?? null) : line.image_url,
    price: price ?? null,
  });
}

/** The cart with what the event says of one of its parts, or the very same cart. */
export function withCartEvent(cart: Cart, event: LiveEvent): Cart {
  if (!cart.items.some((line) => line.part_id === event.part_id)) return cart;
  return withLines(
    cart,
    cart.items.map((line) => (line.part_id === event.part_id ? changed(line, event) : line)),
  );
}

export type LineFix = { to: 'reduce'; quantity: number } | { to: 'remove' };

/** What makes a line buyable again: fewer of it, or none. */
export function fixFor(line: {
  available: number;
  ok: boolean;
  reason: string | null;
}): LineFix | null {
  if (line.ok) return null;
  return line.reason === 'insufficient_stock' && line.available > 0
    ? { to: 'reduce', quantity: line.available }
    : { to: 'remove' };
}

export function problemOf(line: { available: number; ok: boolean; reason: string | null }): string {
  if (line.ok) return '';
  if (line.reason === 'not_for_sale') return 'No longer for sale';
  return line.available > 0 ? `Only ${line.available} left` : 'Out of stock';
}

/** The cart with what checkout found, so that one page never says two things of a line. */
export function withChecked(
  cart: Cart,
  checked: readonly { part_id: number; available: number; reason?: CartLine['reason'] }[],
): Cart {
  const found = new Map(checked.map((line) => [line.part_id, line]));
  return withLines(
    cart,
    cart.items.map((line) => {
      const check = found.get(line.part_id);
      if (!check) return line;
      const { available, reason = line.reason } = check;
      return judged({ ...line, available, reason });
    }),
  );
}
