import { SpanKind, SpanStatusCode, context } from '@opentelemetry/api';
import type { Attributes } from '@opentelemetry/api';
import {
  SECOND_BUCKETS,
  histogram,
  recordLate,
  runWithContext,
  slowRequestMs,
  startRequestSpan,
} from '@tandem/observability';
import type { Logger } from '@tandem/observability';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openRequest, requestState } from './request-state.js';
import type { RequestState } from './request-state.js';

const durations = histogram('http.server.request.duration', {
  description: 'Duration of HTTP server requests.',
  unit: 's',
  buckets: SECOND_BUCKETS,
});

/** Asked by machines every few seconds; spans of them would drown the others, and spans of spans would never end. */
function isProbe(url: string): boolean {
  return url.startsWith('/health/') || url === '/metrics' || url === '/internal/traces';
}

function nameOf({ method, routeOptions: { url: route } }: FastifyRequest): string {
  return route ? `${method} ${route}` : method;
}

function openSpan(request: FastifyRequest, state: RequestState, service: string): void {
  const url = request.raw.url ?? '/';
  if (isProbe(url)) return;
  const route = request.routeOptions.url;
  const name = nameOf(request);
  // Nobody but a service is let in there: the front doors hide these routes, and the guard asks for a service token.
  const fromService = route?.startsWith('/internal/') ?? false;
  const { span, context } = startRequestSpan(name, request.headers, fromService);
  if (span.isRecording()) {
    const end = url.indexOf('?');
    span.setAttributes({
      'http.request.method': request.method,
      'http.route': route,
      'url.path': end === -1 ? url : url.slice(0, end),
      'url.scheme': request.protocol,
      'server.address': request.hostname,
      'client.address': request.ip,
      'user_agent.original': request.headers['user-agent'],
      'tandem.correlation_id': state.correlationId,
      'tandem.service': service,
    });
  }
  state.span = span;
  state.otelContext = context;
}

function enter(state: RequestState, done: () => void): void {
  if (state.otelContext) context.with(state.otelContext, runWithContext, undefined, state, done);
  else runWithContext(state, done);
}

/** Reading a body may leave the async context, because its events come from the socket. */
function reenter(request: FastifyRequest, _reply: FastifyReply, done: () => void): void {
  enter(requestState(request), done);
}

const attributeSets = new Map<string, Attributes>();

/** One object a combination: there are few, and making one costs on every request. */
function attributesOf(method: string, route: string | undefined, status: number): Attributes {
  const key = `${method} ${status} ${route}`;
  let attributes = attributeSets.get(key);
  if (!attributes) {
    attributes = { 'http.request.method': method, 'http.response.status_code': status };
    if (route) attributes['http.route'] = route;
    attributeSets.set(key, attributes);
  }
  return attributes;
}

/**
 * What was slow or failed is told of although nobody recorded its trace. What was sent away is not: there is much of it just
 * then, and it is counted.
 */
function tellLate(request: FastifyRequest, status: number, ms: number, service: string): void {
  const { span, correlationId, isShed } = requestState(request);
  if (!span || isShed) return;
  recordLate(span.spanContext(), {
    name: nameOf(request),
    kind: SpanKind.SERVER,
    startedAt: Date.now() - ms,
    isFailed: status >= 500,
    attributes: {
      'http.request.method': request.method,
      'http.route': request.routeOptions.url,
      'http.response.status_code': status,
      'tandem.correlation_id': correlationId,
      'tandem.service': service,
    },
  });
}

function finish(request: FastifyRequest, reply: FastifyReply, log: Logger, service: string): void {
  const state = requestState(request);
  state.isAnswered = true;
  const seconds = (performance.now() - state.startedAt) / 1_000;
  const status = reply.statusCode;
  const { method } = request;
  durations.record(seconds, attributesOf(method, request.routeOptions.url, status));
  const { span } = state;
  if (span?.isRecording()) {
    span.setAttribute('http.response.status_code', status);
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  } else if (status >= 500 || seconds * 1_000 >= slowRequestMs()) {
    tellLate(request, status, seconds * 1_000, service);
  }
  span?.end();
  // The outage or the overload is in the log already, with the number of requests that it has cost.
  const isNews = state.away === undefined && !state.isShed;
  const level = isNews ? levelOf(method, status) : 'debug';
  if (!log.isLevelEnabled(level)) return;
  const url = request.raw.url ?? '/';
  if (isProbe(url)) return;
  const end = url.indexOf('?');
  enter(state, () =>
    log[level](
      {
        method,
        path: end === -1 ? url : url.slice(0, end),
        route: request.routeOptions.url,
        status,
        duration_ms: Math.round(seconds * 100_000) / 100,
        user_id: state.actor.userId ?? undefined,
      },
      'request',
    ),
  );
}

function levelOf(method: string, status: number): 'info' | 'debug' {
  return status >= 400 || (method !== 'GET' && method !== 'HEAD') ? 'info' : 'debug';
}

/** What matters when an answer is opened as a document; the front door adds the sites' own. */
const SECURITY_HEADERS: [string, string][] = [
  ['x-content-type-options', 'nosniff'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
];

/**
 * Correlation id, request context, span, duration histogram and request log, in one hook at each
 * end: the stock instrumentation of each costs the hot reads several times as much.
 */
export function addRequestHooks(fastify: FastifyInstance, log: Logger, service: string): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const state = openRequest(request);
    reply.header('x-correlation-id', state.correlationId);
    for (let i = 0; i < SECURITY_HEADERS.length; i += 1) {
      const header = SECURITY_HEADERS[i]!;
      reply.header(header[0], header[1]);
    }
    openSpan(request, state, service);
    enter(state, done);
  });
  fastify.addHook('onRoute', (route) => {
    const methods = [route.method].flat();
    if (methods.every((method) => method === 'GET' || method === 'HEAD')) return;
    route.preValidation = [route.preValidation ?? [], reenter].flat();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    finish(request, reply, log, service);
    done();
  });
}
