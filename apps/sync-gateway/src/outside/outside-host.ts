import { PACE, retrying } from '@tandem/kernel';
import { counter, outages } from '@tandem/observability';
import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  wrap,
  type CircuitBreakerPolicy,
  type IPolicy,
} from 'cockatiel';
import { Pool } from 'undici';

export interface HostOptions {
  /** Named in metrics, and in log lines about an outage. */
  system: string;
  baseUrl: string;
  /** For a whole call, repeats included, from the moment it is let through. */
  deadlineMs: number;
  maxAnswerBytes: number;
}

export interface OutsideCall {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  form?: Record<string, string>;
  json?: unknown;
  headers?: Record<string, string>;
  /** Named in metrics. */
  operation: string;
  /** Whether a call without an answer may be made again at once. */
  repeatable: boolean;
  /** Aborts when nobody waits for it any more: it waits for no turn then, and for no answer. */
  wanted?: AbortSignal | undefined;
}

/** The right to send one request, for a host that looks at how long it is under way. */
export interface Turn {
  /** Its answer is there, whatever it says. */
  answered(): void;
}

/** A whole answer, whatever it says. */
export interface OutsideAnswer {
  status: number;
  text: string;
  retryAfterMs: number | undefined;
}

/** How the system of a host stands, as its breaker sees it. */
export type BreakerState = 'closed' | 'open' | 'half_open';

const CONNECTIONS = 16;
const AGAIN = { times: 2, ...PACE.client };
const BREAK_AFTER = 5;
const HALF_OPEN_MS = 2_000;

const calls = counter('outside_calls', {
  unit: '{call}',
  description: 'Calls to systems outside of the shop, by system, operation and outcome',
});

/** A host of an outside system: deadline, breaker, repeats where they are safe, and every call counted. */
export abstract class OutsideHost<Call extends OutsideCall = OutsideCall> {
  private readonly pool: Pool;
  private readonly prefix: string;
  private readonly breaker: CircuitBreakerPolicy;
  private readonly retry: IPolicy;

  constructor(protected readonly options: HostOptions) {
    const url = new URL(options.baseUrl);
    this.pool = new Pool(url.origin, {
      connections: CONNECTIONS,
      connect: { timeout: Math.min(options.deadlineMs, 2_000) },
      maxResponseSize: options.maxAnswerBytes,
    });
    this.prefix = url.pathname.replace(/\/$/, '');
    const away = (error: Error) => this.isAway(error);
    this.breaker = circuitBreaker(handleWhen(away), {
      halfOpenAfter: HALF_OPEN_MS,
      breaker: new ConsecutiveBreaker(BREAK_AFTER),
    });
    this.retry = wrap(retrying(away, AGAIN), this.breaker);
  }

  get breakerState(): BreakerState {
    if (this.breaker.state === CircuitState.Closed) return 'closed';
    return this.breaker.state === CircuitState.HalfOpen ? 'half_open' : 'open';
  }

  /**
   * @returns what `read` made of the answer.
   * @throws what `admit`, `read` and `away` throw; nothing else.
   */
  async call(call: Call): Promise<unknown> {
    const { system, deadlineMs } = this.options;
    const { operation } = call;
    try {
      const { wanted } = call;
      let first: { turn: Turn | void } | undefined = { turn: await this.admit(call, wanted) };
      const inTime = AbortSignal.timeout(deadlineMs);
      const signal = wanted ? AbortSignal.any([inTime, wanted]) : inTime;
      const policy = call.repeatable ? this.retry : this.breaker;
      const answer = await policy.execute(async () => {
        // Each repeat is a request more.
        const { turn } = first ?? { turn: await this.admit(call, signal) };
        first = undefined;
        return this.send(call, turn, signal);
      }, signal);
      calls.add(1, { system, operation, outcome: 'answered' });
      outages.answered(system);
      return answer;
    } catch (error) {
      const told = this.isOwn(error) ? error : this.asAway(error);
      calls.add(1, { system, operation, outcome: this.outcomeOf(told) });
      throw told;
    }
  }

  async close(): Promise<void> {
    await this.pool.close();
  }

  /** Lets a call through, in its own time. @throws an error of its own when it must not be made. */
  protected abstract admit(call: Call, signal?: AbortSignal): Promise<Turn | void>;
  /** What an answer says. @throws an error of its own for what is no success. */
  protected abstract read(call: Call, answer: OutsideAnswer): unknown;
  /** The error of a call that has no answer. */
  protected abstract away(reason: string, options: { reached: boolean; cause?: unknown }): Error;
  /** Whether the system is to blame for the error: it is asked again, and left alone after a while. */
  protected abstract isAway(error: Error): boolean;
  /** Whether the error is one of those that callers know. */
  protected abstract isOwn(error: unknown): error is Error;
  /** The word for it in metrics. */
  protected abstract outcomeOf(error: Error): string;

  private async send(call: Call, turn: Turn | void, signal: AbortSignal): Promise<unknown> {
    const [type, body] = bodyOf(call);
    let answer: OutsideAnswer;
    try {
      const {
        statusCode,
        headers,
        body: sent,
      } = await this.pool.request({
        method: call.method,
        path: this.prefix + call.path,
        headers: { accept: 'application/json', ...type, ...call.headers },
        body,
        signal,
      });
      const retryAfterMs = retryAfterOf(headers['retry-after']);
      answer = { status: statusCode, text: await sent.text(), retryAfterMs };
    } catch (cause) {
      throw this.away('no answer', { reached: true, cause });
    }
    turn?.answered();
    return this.read(call, answer);
  }

  private asAway(error: unknown): Error {
    if (error instanceof BrokenCircuitError) {
      return this.away('it has been away, so it was not asked', { reached: false });
    }
    return this.away('no answer in time', { reached: true, cause: error });
  }
}

function bodyOf({ form, json }: OutsideCall): [Record<string, string>, string | null] {
  if (form) {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return [type, new URLSearchParams(form).toString()];
  }
  if (json === undefined) return [{}, null];
  return [{ 'content-type': 'application/json' }, JSON.stringify(json)];
}

function retryAfterOf(header: string | string[] | undefined): number | undefined {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined;
}

/** What a JSON text says; undefined for any other. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
