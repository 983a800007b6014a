import { PACE, retrying } from '@tandem/kernel';
import { counter, logger, outages } from '@tandem/observability';
import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  wrap,
  type IPolicy,
} from 'cockatiel';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Pool } from 'undici';
import { ProviderAway, ProviderRefusal } from './provider-errors.js';

export interface HostOptions {
  baseUrl: string;
  /** For a whole call, repeats included. */
  deadlineMs: number;
  limiter: RateLimiterMemory;
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  form?: Record<string, string>;
  headers?: Record<string, string>;
  /** Named in metrics. */
  operation: string;
  /** Whether a call without an answer may be made again at once. */
  repeatable: boolean;
}

const CONNECTIONS = 16;
const AGAIN = { times: 2, ...PACE.client };
const BREAK_AFTER = 5;
const HALF_OPEN_MS = 2_000;
const MAX_ANSWER_BYTES = 64 * 1024;
/** Not a verdict on what was asked: the shop's own key or the limit is the matter. */
const NO_VERDICT = new Set([401, 403, 408, 425, 429]);

const log = logger('g2a-pay');
const calls = counter('g2a_pay_calls', {
  unit: '{call}',
  description: 'Calls to G2A PAY by outcome',
});

/** One of G2A PAY's two hosts: deadline, breaker, repeats where they are safe, and no more calls a minute than allowed. */
export class G2aHost {
  private readonly pool: Pool;
  private readonly prefix: string;
  private readonly deadlineMs: number;
  private readonly limiter: RateLimiterMemory;
  private readonly breaker: IPolicy;
  private readonly retry: IPolicy;

  constructor({ baseUrl, deadlineMs, limiter }: HostOptions) {
    const url = new URL(baseUrl);
    this.pool = new Pool(url.origin, {
      connections: CONNECTIONS,
      connect: { timeout: Math.min(deadlineMs, 2_000) },
      maxResponseSize: MAX_ANSWER_BYTES,
    });
    this.prefix = url.pathname.replace(/\/$/, '');
    this.deadlineMs = deadlineMs;
    this.limiter = limiter;
    const away = (error: Error) => error instanceof ProviderAway && error.reached;
    this.breaker = circuitBreaker(handleWhen(away), {
      halfOpenAfter: HALF_OPEN_MS,
      breaker: new ConsecutiveBreaker(BREAK_AFTER),
    });
    this.retry = wrap(retrying(away, AGAIN), this.breaker);
  }

  /**
   * @returns the JSON of a 2xx.
   * @throws ProviderRefusal for a verdict, ProviderAway for anything else.
   */
  async call(call: Call): Promise<unknown> {
    const signal = AbortSignal.timeout(this.deadlineMs);
    const policy = call.repeatable ? this.retry : this.breaker;
    try {
      const answer = await policy.execute(() => this.once(call, signal), signal);
      calls.add(1, { operation: call.operation, outcome: 'answered' });
      outages.answered('g2a-pay');
      outages.answered('g2a-pay credentials');
      return answer;
    } catch (error) {
      const told = toProviderError(error);
      const outcome = told instanceof ProviderRefusal ? 'refused' : 'away';
      calls.add(1, { operation: call.operation, outcome });
      throw told;
    }
  }

  async close(): Promise<void> {
    await this.pool.close();
  }

  private async once(call: Call, signal: AbortSignal): Promise<unknown> {
    await this.takePlace();
    const body = call.form ? new URLSearchParams(call.form).toString() : null;
    let status: number;
    let retryAfter: string | string[] | undefined;
    let text: string;
    try {
      const answer = await this.pool.request({
        method: call.method,
        path: this.prefix + call.path,
        headers: {
          accept: 'application/json',
          ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
          ...call.headers,
        },
        body,
        signal,
      });
      status = answer.statusCode;
      retryAfter = answer.headers['retry-after'];
      text = await answer.body.text();
    } catch (cause) {
      throw new ProviderAway('no answer', { reached: true, cause });
    }
    return readAnswer(call.operation, status, text, retryAfter);
  }

  private async takePlace(): Promise<void> {
    try {
      await this.limiter.consume('calls');
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const retryAfterMs = refused.msBeforeNext;
      throw new ProviderAway('our own limit of calls is reached', { reached: false, retryAfterMs });
    }
  }
}

function readAnswer(
  operation: string,
  status: number,
  text: string,
  retryAfter: string | string[] | undefined,
): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (status >= 200 && status < 300) {
    if (parsed !== undefined) return parsed;
    throw new ProviderAway('an answer that is no JSON', { reached: true });
  }
  if (status === 429) {
    const seconds = Number(retryAfter);
    const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 10_000;
    throw new ProviderAway('too many calls', { reached: false, retryAfterMs });
  }
  if (status < 400 || status >= 500 || NO_VERDICT.has(status)) {
    const ours = status === 401 || status === 403;
    const away = new ProviderAway(`answered ${status}`, { reached: !ours, credentials: ours });
    if (ours) {
      const fields = { err: away, away: 'g2a-pay credentials', operation, status };
      log.error(fields, 'G2A PAY refused the shop’s credentials');
    }
    throw away;
  }
  const { code, message } = (parsed ?? {}) as { code?: unknown; message?: unknown };
  const word = typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : 'unknown';
  log.warn(
    {
      operation,
      status,
      code: word,
      said: typeof message === 'string' ? message.slice(0, 200) : undefined,
    },
    'G2A PAY refused a call',
  );
  throw new ProviderRefusal(status, word);
}

function toProviderError(error: unknown): ProviderRefusal | ProviderAway {
  if (error instanceof ProviderRefusal || error instanceof ProviderAway) return error;
  if (error instanceof BrokenCircuitError) {
    return new ProviderAway('it has been away, so it was not asked', { reached: false });
  }
  return new ProviderAway('no answer in time', { reached: true, cause: error });
}
