import { createHmac, randomUUID } from 'node:crypto';
import { Deliveries, postOnce, type Sending } from './deliveries.ts';

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
const KEPT = 10_000;

/** Posts signed notifications in JSON, each again until it is taken with a 2xx, a few times at most: they are hints. */
export class Webhooks {
  private readonly receiver: Receiver;
  private readonly sent: Deliveries<Delivery>;

  constructor(receiver: Receiver) {
    this.receiver = receiver;
    this.sent = new Deliveries({
      post: ({ body }, signal) => this.post(JSON.stringify(body), signal),
      retryMs: receiver.retryMs,
      attempts: ATTEMPTS,
      kept: KEPT,
    });
  }

  get deliveries(): readonly Delivery[] {
    return this.sent.all;
  }

  /** Gives up whatever is still under way. */
  clear(): void {
    this.sent.clear();
  }

  /** Sends the body as it is, `repeat` times at once. */
  send(body: Record<string, unknown>, sending: Sending = {}): void {
    this.sent.send(() => ({ body, answers: [] }), sending);
  }

  private post(body: string, signal: AbortSignal): Promise<number> {
    const headers = { 'content-type': 'application/json', ...this.signatureOf(body) };
    return postOnce(this.receiver.url(), { headers, body }, signal);
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
