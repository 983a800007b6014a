import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from '../settings.ts';
import { decimal } from './amounts.ts';
import { ipnHash } from './hashes.ts';
import type { Transaction } from './types.ts';

export interface Delivery {
  form: Record<string, string>;
  /** The status of each attempt; 0: no answer. */
  answers: number[];
}

const LONGEST_PAUSE_MS = 30_000;

/** Posts instant payment notifications to the merchant, each again and again until it is taken with a 2xx. */
export class Ipn {
  private readonly settings: Settings;
  private stopping = new AbortController();
  private sent: Delivery[] = [];

  constructor(settings: Settings) {
    this.settings = settings;
  }

  get deliveries(): readonly Delivery[] {
    return this.sent;
  }

  /** Gives up whatever is still under way. */
  clear(): void {
    this.stopping.abort();
    this.stopping = new AbortController();
    this.sent = [];
  }

  formOf(transaction: Transaction): Record<string, string> {
    const { id, userOrderId, completedAt } = transaction;
    const amount = decimal(transaction.amount);
    return {
      type: 'payment',
      transactionId: id,
      userOrderId,
      amount,
      currency: transaction.currency,
      status: transaction.status,
      orderCreatedAt: transaction.createdAt.toISOString(),
      orderCompleteAt: completedAt?.toISOString() ?? '',
      refundedAmount: decimal(transaction.refunded),
      hash: ipnHash(this.settings.merchant, { transactionId: id, userOrderId, amount }),
    };
  }

  tell(transaction: Transaction, options: { repeat?: number; delay_ms?: number } = {}): void {
    this.send(this.formOf(transaction), options);
  }

  /** Sends the form as it is, `repeat` times at once. */
  send(
    form: Record<string, string>,
    { repeat = 1, delay_ms = 0 }: { repeat?: number; delay_ms?: number } = {},
  ): void {
    for (let n = 0; n < repeat; n += 1) {
      const delivery: Delivery = { form, answers: [] };
      this.sent.push(delivery);
      void this.deliver(delivery, delay_ms, this.stopping.signal);
    }
  }

  private async deliver(delivery: Delivery, delayMs: number, signal: AbortSignal): Promise<void> {
    let wait = this.settings.ipnRetryMs;
    try {
      if (delayMs > 0) await pause(delayMs, undefined, { signal });
      for (;;) {
        const status = await this.post(delivery.form, signal);
        delivery.answers.push(status);
        if (status >= 200 && status < 300) return;
        await pause(wait, undefined, { signal });
        wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
      }
    } catch {
      // Given up by a reset.
    }
  }

  private async post(form: Record<string, string>, signal: AbortSignal): Promise<number> {
    if (this.settings.ipnUrl === '') return 0;
    try {
      const answer = await fetch(this.settings.ipnUrl, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch (error) {
      if (signal.aborted) throw error;
      return 0;
    }
  }
}
