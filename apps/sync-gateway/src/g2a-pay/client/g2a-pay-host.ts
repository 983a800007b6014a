import { logger, outages } from '@tandem/observability';
import { msOverLimit } from '@tandem/http';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import { OutsideHost, jsonOf } from '../../outside/outside-host.js';
import type { OutsideAnswer, OutsideCall } from '../../outside/outside-host.js';
import { ProviderAway, ProviderRefusal } from './provider-errors.js';

const SYSTEM = 'g2a-pay';
const CREDENTIALS = 'g2a-pay credentials';
const MAX_ANSWER_BYTES = 64 * 1024;
const PAUSE_MS = 10_000;
/** Not a verdict on what was asked: the shop's own key or the limit is the matter. */
const NO_VERDICT = new Set([401, 403, 408, 425, 429]);

const log = logger('g2a-pay');

/** One of G2A PAY's two hosts. A call throws ProviderRefusal for a verdict, ProviderAway for anything else. */
export class G2aPayHost extends OutsideHost {
  constructor(
    baseUrl: string,
    deadlineMs: number,
    private readonly limiter: RateLimiterMemory,
  ) {
    super({ system: SYSTEM, baseUrl, deadlineMs, maxAnswerBytes: MAX_ANSWER_BYTES });
  }

  /** Nothing waits here: what is too much comes again later. */
  protected async admit(): Promise<void> {
    const retryAfterMs = await msOverLimit(this.limiter, 'calls');
    if (retryAfterMs !== null)
      throw new ProviderAway('our own limit of calls is reached', { reached: false, retryAfterMs });
  }

  protected read({ operation }: OutsideCall, answer: OutsideAnswer): unknown {
    const { status, text, retryAfterMs = PAUSE_MS } = answer;
    const parsed = jsonOf(text);
    if (status >= 200 && status < 300) {
      if (parsed === undefined) throw this.away('an answer that is no JSON', { reached: true });
      outages.answered(CREDENTIALS);
      return parsed;
    }
    if (status === 429) throw new ProviderAway('too many calls', { reached: false, retryAfterMs });
    if (status < 400 || status >= 500 || NO_VERDICT.has(status)) throw unheard(operation, status);
    throw refusal(operation, status, parsed);
  }

  protected away(reason: string, options: { reached: boolean; cause?: unknown }): ProviderAway {
    return new ProviderAway(reason, options);
  }

  protected isAway(error: Error): boolean {
    return error instanceof ProviderAway && error.reached;
  }

  protected isOwn(error: unknown): error is Error {
    return error instanceof ProviderRefusal || error instanceof ProviderAway;
  }

  protected outcomeOf(error: Error): string {
    return error instanceof ProviderRefusal ? 'refused' : 'away';
  }
}

function unheard(operation: string, status: number): ProviderAway {
  const ours = status === 401 || status === 403;
  const away = new ProviderAway(`answered ${status}`, { reached: !ours, credentials: ours });
  if (ours) {
    const fields = { err: away, away: CREDENTIALS, operation, status };
    log.error(fields, 'G2A PAY refused the shop’s credentials');
  }
  return away;
}

function refusal(operation: string, status: number, parsed: unknown): ProviderRefusal {
  const { code, message } = (parsed ?? {}) as { code?: unknown; message?: unknown };
  const word = typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : 'unknown';
  const said = typeof message === 'string' ? message.slice(0, 200) : undefined;
  log.warn({ operation, status, code: word, said }, 'G2A PAY refused a call');
  return new ProviderRefusal(status, word);
}
