import { reactive } from 'vue';
import type { Cart } from '@tandem/ui';

export interface CartChangesOptions {
  /** Puts a quantity into the cart (0 removes) and resolves to the cart as the shop has it then. */
  send: (partId: number, quantity: number) => Promise<Cart>;
  /** The shop's answer: the truth until the next one. */
  accept: (cart: Cart) => void;
  /** The shop refused; what was wanted is forgotten and the cart shows what it holds. */
  refused: (partId: number, cause: unknown) => void;
  /** The page is going: sends so that the request outlives it; no answer comes back. */
  sendAndLeave?: (partId: number, quantity: number) => void;
  /** How long to wait for the next click on the same stepper. */
  settleMs?: number;
}

/**
 * What the shopper wants and the shop has not confirmed yet. The page shows it at once on top of the cart; clicks in
 * quick succession become one request; requests go one after the other, so that answers arrive in order.
 */
export class CartChanges {
  readonly wanted = reactive(new Map<number, number>());
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly options: CartChangesOptions) {}

  set(partId: number, quantity: number): void {
    this.wanted.set(partId, quantity);
    clearTimeout(this.timers.get(partId));
    const later = setTimeout(() => this.flush(partId), this.options.settleMs ?? 250);
    this.timers.set(partId, later);
  }

  /** Sends now what still waits for another click, and resolves when everything has been answered. */
  async settled(): Promise<void> {
    for (const partId of this.timers.keys()) this.flush(partId);
    await this.queue;
  }

  /** The page is going. Every wish not confirmed is sent once more: it names the quantity, so twice is as good as once. */
  leave(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    for (const [partId, quantity] of this.wanted) this.options.sendAndLeave?.(partId, quantity);
    this.wanted.clear();
  }

  private flush(partId: number): void {
    clearTimeout(this.timers.get(partId));
    this.timers.delete(partId);
    this.queue = this.queue.then(() => this.sendOne(partId));
  }

  private async sendOne(partId: number): Promise<void> {
    const quantity = this.wanted.get(partId);
    if (quantity === undefined) return;
    try {
      const cart = await this.options.send(partId, quantity);
      this.forget(partId, quantity);
      this.options.accept(cart);
    } catch (cause) {
      this.forget(partId, quantity);
      this.options.refused(partId, cause);
    }
  }

  /** A newer wish for the same part stays: its own request follows. */
  private forget(partId: number, quantity: number): void {
    if (this.wanted.get(partId) === quantity && !this.timers.has(partId)) {
      this.wanted.delete(partId);
    }
  }
}
