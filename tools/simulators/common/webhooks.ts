import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

export interface Delivery {
  body: Record<string, unknown>;
  /** The status of each attempt; 0: no answer. */
  answers: number[];
}

interface Receiver {
  /** Asked for each attempt: it may be changed while the simulator runs. Nobody is told while it is empty. */
  url: () => string;
  secret: string;
  /** Of the headers that carry the signature, e.g. `X-Inventory`. */
  prefix: string;
  /** The pause before the second attempt; each further one waits twice as long. */
  retryMs: number;
}

const ATTEMPTS = 8;
const LONGEST_PAUSE_MS = 30_000;
const KEPT = 10_000;

/** Posts signed notifications in JSON, each again until it is taken with a 2xx, a few times at most: they are hints. */
export class Webhooks {
  private readonly receiver: Receiver;
  private stopping = new AbortController();
  private sent: Delivery[] = [];

  constructor(receiver: Receiver) {
    this.receiver = receiver;
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

  /** Sends the body as it is, `repeat` times at once. */
  send(
    body: Record<string, unknown>,
    { repeat = 1, delay_ms = 0 }: { repeat?: number; delay_ms?: number } = {},
  ): void {
    for (let n = 0; n < repeat; n += 1) {
      const delivery: Delivery = { body, answers: [] };
      this.sent.push(delivery);
      if (this.sent.length > KEPT) this.sent.shift();
      void this.deliver(delivery, delay_ms, this.stopping.signal);
    }
  }

  private async deliver(delivery: Delivery, delayMs: number, signal: AbortSignal): Promise<void> {
    let wait = this.receiver.retryMs;
    try {
      if (delayMs > 0) await pause(delayMs, undefined, { signal });
      for (let n = 0; n < ATTEMPTS; n += 1) {
        const status = await this.post(JSON.stringify(delivery.body), signal);
        delivery.answers.push(status);
        if (status >= 200 && status < 300) return;
        await pause(wait, undefined, { signal });
        wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
      }
    } catch {
      // Given up by a reset.
    }
  }

  private async post(body: string, signal: AbortSignal): Promise<number> {
    const url = this.receiver.url();
    if (url === '') return 0;
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...this.signatureOf(body) },
        body,
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

  private signatureOf(body: string): Record<string, string> {
    const { prefix, secret } = this.receiver;
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const nonce = randomUUID();
    return {
      [`${prefix}-Timestamp`]: timestamp,
      [`${prefix}-Nonce`]: nonce,
      [`${prefix}-Signature`]: createHmac('sha256', secret)
        .update(`${timestamp}.${nonce}.${body}`)
        .digest('hex'),
    };
  }
}
