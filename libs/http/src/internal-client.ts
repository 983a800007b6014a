import { ConsecutiveBreaker, circuitBreaker, handleWhen, wrap } from 'cockatiel';
import type { IPolicy } from 'cockatiel';
import { currentContext, logger, outages, tellsAbsenceOf } from '@tandem/observability';
import { Pool } from 'undici';
import { DomainError, retrying, unavailable } from '@tandem/kernel';
import { HttpRefusal, isVerdict } from './http-refusal.js';
import type { ServiceName } from '@tandem/config';
import { DEADLINE_HEADER } from './load/deadline.js';
import { SHED_HEADER } from './load/overloaded.js';
import { PRIORITY_HEADER } from './load/priority.js';
import { ServiceTokens } from './service-token.js';

export interface InternalClientOptions {
  /** E.g. `http://127.0.0.1:3002`. */
  baseUrl: string;
  /** The service that is called: its token is good for no other. */
  service: ServiceName;
  /** What messages call it. Default: the service. */
  name?: string;
  /** The service that calls. */
  caller: ServiceName;
  /** The caller's private key. */
  key: string;
  /** For the whole call, retries included. Default 2000. */
  deadlineMs?: number;
}

export interface CallOptions<T = unknown> {
  /** Reads what the service answers. @throws Error which names the fields that are wrong. */
  answer?: (payload: string) => T;
  body?: unknown;
  /** Makes a POST safe to repeat; sent as `Idempotency-Key`. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
  /** For this call alone, retries included. Default: the client's. */
  deadlineMs?: number;
}

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

const AGAIN = { times: 2, firstMs: 30, longestMs: 300 };
const BREAK_AFTER = 5;
const HALF_OPEN_MS = 2_000;

const log = logger('internal-client');

/** The called service did not answer, or answered that it can't. */
class NoAnswer extends Error {
  constructor(
    cause: unknown,
    readonly repeatable: boolean,
    /** It has too much to do for this, or our own caller has no more time: neither says that it is away. */
    readonly saysNothing = false,
  ) {
    super('no answer', { cause });
  }
}

interface Deadline {
  signal: AbortSignal;
  until: number;
  /** It is shorter than ours: it is that of the request which we are within. */
  isOfCaller: boolean;
}

function deadlineIn(ms: number, isOfCaller: boolean): Deadline {
  return { signal: AbortSignal.timeout(ms), until: performance.now() + ms, isOfCaller };
}

/**
 * Calls another service while a person waits: with a service token, a deadline, a circuit breaker,
 * and repeats for calls that are safe to repeat. Correlation id, trace, how urgent it is and the time that is left go along:
 * within a request whose caller waits, it takes no longer than that.
 */
export class InternalClient {
  private readonly name: string;
  private readonly deadlineMs: number;
  private readonly pool: Pool;
  private readonly tokens: ServiceTokens;
  private readonly breaker: IPolicy;
  private readonly retry: IPolicy;

  constructor(options: InternalClientOptions) {
    const { service, caller, key } = options;
    this.name = options.name ?? service;
    this.deadlineMs = options.deadlineMs ?? 2_000;
    this.pool = new Pool(options.baseUrl, { connections: 32, connect: { timeout: 1_000 } });
    this.tokens = new ServiceTokens({ caller, audience: service, key });
    const noAnswer = handleWhen((error) => error instanceof NoAnswer && !error.saysNothing);
    this.breaker = circuitBreaker(noAnswer, {
      halfOpenAfter: HALF_OPEN_MS,
      breaker: new ConsecutiveBreaker(BREAK_AFTER),
    });
    const repeatable = (error: Error) => error instanceof NoAnswer && error.repeatable;
    this.retry = wrap(retrying(repeatable, AGAIN), this.breaker);
  }

  /**
   * What the service answers, as `answer` reads it; without one the JSON as it came, undefined for 204.
   * @throws DomainError with the service's own code and status for a refusal (`isRefusal`), `unavailable` (503) when it
   * does not answer within the deadline, has too much to do, or the circuit is open, and when its answer can't be read.
   */
  async call<T>(
    method: Method,
    path: string,
    options: CallOptions<T> & Required<Pick<CallOptions<T>, 'answer'>>,
  ): Promise<T>;
  async call(method: Method, path: string, options?: CallOptions): Promise<unknown>;
  async call(method: Method, path: string, options: CallOptions = {}): Promise<unknown> {
    const own = options.deadlineMs ?? this.deadlineMs;
    const left = currentContext()?.remainingMs?.() ?? Infinity;
    if (left <= 0) throw unavailable(`There was no time left to ask ${this.name}.`);
    const deadline = deadlineIn(Math.ceil(Math.min(own, left)), left < own);
    const { signal } = deadline;
    const safe = method !== 'POST' || options.idempotencyKey !== undefined;
    const policy = safe ? this.retry : this.breaker;
    try {
      const text = await policy.execute(() => this.once(method, path, options, deadline), signal);
      outages.answered(this.name);
      return this.read(method, path, text, options);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      const problem = unavailable(`${this.name} is not answering.`);
      problem.cause = error;
      tellsAbsenceOf(this.name, problem);
      // Here, because some callers go on without the answer and say nothing.
      log.warn({ err: problem }, 'a call to another service failed');
      throw problem;
    }
  }

  /** Closes its connections. */
  async close(): Promise<void> {
    await this.pool.close();
  }

  private async once(
    method: Method,
    path: string,
    options: CallOptions,
    { signal, until, isOfCaller }: Deadline,
  ) {
    const headers = await this.headers(options);
    headers[DEADLINE_HEADER] = String(Math.max(0, Math.floor(until - performance.now())));
    const body = options.body === undefined ? null : JSON.stringify(options.body);
    if (body !== null) headers['content-type'] = 'application/json';
    let status: number;
    let text: string;
    let isShed: boolean;
    try {
      const answer = await this.pool.request({ method, path, headers, body, signal });
      status = answer.statusCode;
      isShed = answer.headers[SHED_HEADER] !== undefined;
      text = await answer.body.text();
    } catch (error) {
      throw new NoAnswer(error, !signal.aborted, isOfCaller && signal.aborted);
    }
    if (isVerdict(status)) throw refusal(status, parse(text));
    if (status >= 400) {
      // Who has too much to do is not helped by being asked again at once.
      const repeatable = status !== 429 && !isShed && !signal.aborted;
      throw new NoAnswer(new Error(`answered ${status}`), repeatable, isShed);
    }
    return text;
  }

  /** Whoever asked does not know what became of it, as when there is no answer. */
  private read(method: Method, path: string, text: string, { answer }: CallOptions): unknown {
    try {
      if (answer) return answer(text);
      return text === '' ? undefined : JSON.parse(text);
    } catch (cause) {
      const route = `${method} ${path.split('?')[0]}`;
      // A parser quotes what it can't read, which may be somebody's address.
      const why = cause instanceof SyntaxError ? 'no JSON' : (cause as Error).message;
      const wrong = new Error(`${this.name} answered ${route} wrongly: ${why}`);
      const problem = unavailable(`${this.name} gave a wrong answer.`);
      problem.cause = wrong;
      log.error({ err: wrong }, 'a wrong answer of another service');
      throw problem;
    }
  }

  private async headers({ idempotencyKey, headers }: CallOptions): Promise<Record<string, string>> {
    const context = currentContext();
    return {
      accept: 'application/json',
      authorization: `Bearer ${await this.tokens.token()}`,
      ...(context ? { 'x-correlation-id': context.correlationId } : {}),
      ...(context?.priority ? { [PRIORITY_HEADER]: context.priority } : {}),
      ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      ...headers,
    };
  }
}

const STANDARD_MEMBERS = new Set([
  'type',
  'title',
  'status',
  'detail',
  'instance',
  'code',
  'trace_id',
]);

/** A proxy in between refuses in HTML: its status counts all the same. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(status: number, body: unknown): DomainError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  const extra = Object.fromEntries(
    Object.entries(problem).filter(([member]) => !STANDARD_MEMBERS.has(member)),
  );
  const code = typeof problem['code'] === 'string' ? problem['code'] : 'bad_request';
  const detail = typeof problem['detail'] === 'string' ? problem['detail'] : `answered ${status}`;
  return new HttpRefusal(code, status, detail, extra);
}
