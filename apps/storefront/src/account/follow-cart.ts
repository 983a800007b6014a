import { Backoff } from '@tandem/kernel';
import { mayAskAgain, SHOPPER } from '../retry';

export interface FollowOptions {
  /** Asks the shop to move the guest's cart; rejects with the status it was refused with. */
  migrate: () => Promise<unknown>;
  statusOf: (cause: unknown) => number;
  /** False once somebody else, or nobody, is signed in: the cart must not follow a stranger. */
  wanted: () => boolean;
  pause: (ms: number) => Promise<void>;
}

/** Asks until the guest's cart has moved into the account; true when it has. */
export async function followCart(options: FollowOptions): Promise<boolean> {
  const backoff = new Backoff(SHOPPER);
  while (options.wanted()) {
    try {
      await options.migrate();
      return options.wanted();
    } catch (cause) {
      if (!mayAskAgain(options.statusOf(cause))) return false;
    }
    await options.pause(backoff.next());
  }
  return false;
}
