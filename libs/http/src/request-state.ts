import { randomBytes } from 'node:crypto';
import type { Context, Span } from '@opentelemetry/api';
import type { Actor, Priority, RequestContext } from '@tandem/observability';
import type { FastifyRequest } from 'fastify';
import { correlationIdOf } from './correlation-id.js';

/** What travels with one HTTP request: its context for the code below, and its span. */
export class RequestState implements RequestContext {
  readonly correlationId: string;
  readonly startedAt = performance.now();
  span: Span | undefined;
  otelContext: Context | undefined;
  /** The service whose absence the answer tells. */
  away: string | undefined;
  priority: Priority = 'normal';
  isAdmitted = false;
  /** It was sent away for there was too much to do. */
  isShed = false;
  isAnswered = false;
  private waitedForUntil: number | undefined;
  private madeTraceId: string | undefined;
  private knownActor: Actor | undefined;

  constructor(private readonly request: FastifyRequest) {
    this.correlationId = correlationIdOf(request.headers['x-correlation-id']);
  }

  /** Made when first asked for: most reads never ask who reads. */
  get actor(): Actor {
    this.knownActor ??= {
      userId: null,
      ip: this.request.ip ?? null,
      userAgent: cleanUserAgent(this.request.headers['user-agent']),
    };
    return this.knownActor;
  }

  set actor(actor: Actor) {
    this.knownActor = actor;
  }

  /** Notes how long the caller waits, from now on. */
  waitsFor(ms: number | undefined): void {
    this.waitedForUntil = ms === undefined ? undefined : performance.now() + ms;
  }

  /** What goes on behind the answer has no deadline. */
  remainingMs(): number | undefined {
    if (this.waitedForUntil === undefined || this.isAnswered) return undefined;
    return Math.max(0, this.waitedForUntil - performance.now());
  }

  isAbandoned(): boolean {
    if (this.isAnswered) return false;
    return this.request.raw.socket?.destroyed === true || this.remainingMs() === 0;
  }

  get traceId(): string {
    return (
      this.span?.spanContext().traceId ?? (this.madeTraceId ??= randomBytes(16).toString('hex'))
    );
  }
}

function cleanUserAgent(text: string | undefined): string | null {
  return text ? text.slice(0, 512) : null;
}

const STATE = Symbol('tandem:request');
type Carrier = { [STATE]?: RequestState };

export function openRequest(request: FastifyRequest): RequestState {
  const state = new RequestState(request);
  (request as Carrier)[STATE] = state;
  return state;
}

/** The state of a request; made on the spot for one that was refused before any hook ran. */
export function requestState(request: FastifyRequest): RequestState {
  return (request as Carrier)[STATE] ?? openRequest(request);
}
