import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { guardedAgent, RefusedAddress } from '@tandem/http';
import { Webhook } from 'standardwebhooks';
import { request, type Dispatcher } from 'undici';
import { RealtimeConfig } from '../config.js';
import { endpointUrl, webhookAddresses } from './endpoint-rules.js';

/** How much of an answer is kept for the delivery log. */
const KEPT_BYTES = 500;

export interface Message {
  id: string;
  url: string;
  body: string;
  /** Each signs, so that a receiver may have any of them. */
  secrets: readonly string[];
}

/** How one try ended. */
export interface Sent {
  /** Null: there was no answer. */
  status: number | null;
  error: string | null;
  answer: string | null;
  durationMs: number;
}

/** Any 2xx, as the standard has it. */
export const isTaken = ({ status }: Sent): boolean =>
  status !== null && status >= 200 && status < 300;

/** Sends one signed message as Standard Webhooks has it. It follows no redirect and reaches no address inside our own network. */
@Injectable()
export class SendWebhook implements OnApplicationShutdown {
  private readonly agent: Dispatcher;

  constructor(@Inject(RealtimeConfig) private readonly config: RealtimeConfig) {
    this.agent = guardedAgent(webhookAddresses(config.webhookLocalAddresses));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /** Never rejects: an endpoint that is away is an outcome. */
  async send(message: Message): Promise<Sent> {
    const began = performance.now();
    const signal = AbortSignal.timeout(this.config.webhookTimeoutMs);
    const took = () => Math.round(performance.now() - began);
    try {
      const url = endpointUrl(message.url, this.config.webhookLocalAddresses);
      const { statusCode: status, body } = await request(url, {
        method: 'POST',
        dispatcher: this.agent,
        signal,
        headers: { 'content-type': 'application/json', ...signed(message, new Date()) },
        body: message.body,
      });
      const answer = await firstBytes(body);
      const error = status >= 300 && status < 400 ? 'Redirects are not followed.' : null;
      return { status, error, answer, durationMs: took() };
    } catch (error) {
      const why = signal.aborted
        ? `No answer within ${this.config.webhookTimeoutMs / 1_000} s.`
        : reason(error);
      return { status: null, error: why, answer: null, durationMs: took() };
    }
  }
}

/** The three headers of the standard. */
function signed({ id, body, secrets }: Message, at: Date): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, body));
  return {
    'user-agent': 'Tandem-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
}

/** What the status has said already is not worth waiting for: the rest of the answer is not read. */
async function firstBytes(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string> {
  let kept = Buffer.alloc(0);
  try {
    for await (const chunk of body) {
      kept = Buffer.concat([kept, chunk]).subarray(0, KEPT_BYTES);
      if (kept.length === KEPT_BYTES) break;
    }
  } catch {
    // The status has come; that counts.
  } finally {
    body.destroy();
  }
  // A character that was cut in two, and what no column takes.
  return kept.toString('utf8').replaceAll('\u0000', '').toWellFormed();
}

/** Said to staff: what kind of failure it is, and nothing of our own network. */
function reason(error: unknown): string {
  if (error instanceof RefusedAddress) return 'The address is not a public one.';
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'ENOTFOUND') return 'The name of the host is not known.';
  if (code === 'ECONNREFUSED') return 'The connection was refused.';
  if (code?.includes('CERT') || code?.startsWith('ERR_TLS')) return `TLS failed: ${code}.`;
  return `The request failed: ${code ?? message ?? 'unknown'}`.slice(0, 200);
}
