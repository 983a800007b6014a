import type { Money } from '@tandem/kernel';
import type { Cart } from '@tandem/ui';

export interface PriceNotice {
  from: Money;
  to: Money;
}

const KEY = 'tandem.shop.cart-prices';

type Seen = Record<string, Money>;

/** The prices the shopper last saw in the cart, so that a change between two visits is told as well. */
export class SeenPrices {
  private seen: Seen;

  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.seen = this.read();
  }

  /** What differs from what was seen before; a price met for the first time counts as seen. */
  notices(cart: Cart): Map<number, PriceNotice> {
    const found = new Map<number, PriceNotice>();
    for (const { part_id, price } of cart.items) {
      if (!price) continue;
      const before = this.seen[part_id];
      if (!before) {
        this.seen[part_id] = price;
        this.save();
        continue;
      }
      if (before.currency === price.currency && before.amount !== price.amount) {
        found.set(part_id, { from: before, to: price });
      }
    }
    return found;
  }

  /** The shopper has taken note: today's prices are the ones to compare with from now on. */
  acknowledge(cart: Cart): void {
    this.seen = Object.fromEntries(
      cart.items.flatMap(({ part_id, price }) => (price ? [[part_id, price]] : [])),
    );
    this.save();
  }

  private save(): void {
    try {
      this.storage.setItem(KEY, JSON.stringify(this.seen));
    } catch {
      // A full or forbidden storage costs the reminder of the next visit, nothing else.
    }
  }

  private read(): Seen {
    try {
      return (JSON.parse(this.storage.getItem(KEY) ?? '{}') ?? {}) as Seen;
    } catch {
      return {};
    }
  }
}
