import type { Money } from '@tandem/kernel';
import type { PaymentMethod } from '@tandem/ui';

/** One press of "place order": the key and everything the request said, kept until its outcome is known. */
export interface Attempt {
  key: string;
  payment_method: PaymentMethod;
  expected_total: Money;
  began_at: number;
}

/** Somebody who comes back later than this looks at the cart again first: it is empty if the order came about. */
const RESUMED_FOR_MS = 15 * 60_000;

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * The attempt of one shopper in one tab. It outlives a reload and a lost connection: asking again with the same key finds the
 * order that the first request made, a new key would make a second one.
 */
export class CheckoutAttempt {
  private readonly name: string;

  constructor(
    private readonly storage: Kept,
    userId: string,
    private readonly now: () => number = Date.now,
  ) {
    this.name = `tandem.shop.checkout.${userId}`;
  }

  /** The attempt whose outcome is not known yet. */
  open(): Attempt | null {
    try {
      const attempt = JSON.parse(this.storage.getItem(this.name) ?? 'null') as Attempt | null;
      return attempt && this.now() - attempt.began_at < RESUMED_FOR_MS ? attempt : null;
    } catch {
      return null;
    }
  }

  begin(payment_method: PaymentMethod, expected_total: Money): Attempt {
    const attempt = {
      key: crypto.randomUUID(),
      payment_method,
      expected_total,
      began_at: this.now(),
    };
    this.storage.setItem(this.name, JSON.stringify(attempt));
    return attempt;
  }

  /** The outcome is known: the next press is another attempt. */
  end(): void {
    this.storage.removeItem(this.name);
  }
}
