import { randomBytes } from 'node:crypto';
import type { Context, Span } from '@opentelemetry/api';
import type { Actor, RequestContext } from '@tandem/observability';
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
