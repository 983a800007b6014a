import replyFrom from '@fastify/reply-from';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readingConnector } from './early-answer.ts';
import { pathOf, problem } from './problem.ts';
import { findRoute, type RouteTable } from './routes.ts';
import type { Instance, Upstreams } from './upstreams.ts';
import { visitorOf } from './visitor.ts';

/** Headers by which services know each other; a visitor's own are dropped. */
export const INTERNAL_HEADERS = /^(x-tandem-|x-forwarded-|forwarded$|x-real-ip$|x-service-)/;

const CONNECT_TIMEOUT_MS = 2000;
const HEADERS_TIMEOUT_MS = 30_000;
const NEVER_SENT = /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT/;

export interface ProxyOptions {
  site: string;
  table: RouteTable;
  upstreams: ReadonlyMap<string, Upstreams>;
  trustedProxies: readonly string[];
}

/** Passes /api, /.well-known and /socket.io on to the services, bodies as untouched streams. */
export async function proxy(app: FastifyInstance, options: ProxyOptions): Promise<void> {
  await app.register(replyFrom, {
    disableCache: true,
    disableRequestLogging: true,
    undici: {
      connections: 256,
      pipelining: 1,
      connect: readingConnector(CONNECT_TIMEOUT_MS),
      headersTimeout: HEADERS_TIMEOUT_MS,
      bodyTimeout: 0,
      keepAliveTimeout: 4000,
    },
  });
  for (const url of ['/api', '/api/*', '/.well-known/*', '/socket.io', '/socket.io/*']) {
    app.all(url, (request, reply) => forward(request, reply, options));
  }
}

function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  options: ProxyOptions,
): FastifyReply {
  const path = pathOf(request.url);
  const route = findRoute(options.table, path);
  const upstreams = route && options.upstreams.get(route.service);
  if (!route || !upstreams) {
    return problem(request, reply, 404, 'not_found', 'There is nothing at this address.');
  }
  if (!route.sticky) return send(request, reply, options, upstreams, upstreams.next());
  const { sid } = request.query as { sid?: unknown };
  // A session that no instance of ours made has ended: any instance tells the client so.
  const owner = typeof sid === 'string' ? upstreams.ofSocket(sid) : undefined;
  return send(request, reply, options, upstreams, owner ?? upstreams.next(), owner !== undefined);
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  options: ProxyOptions,
  upstreams: Upstreams,
  first: Instance | undefined,
  bound = false,
): FastifyReply {
  const tried = new Set<string>();
  const repeatable = request.method === 'GET' || request.method === 'HEAD';
  const attempt = (instance: Instance | undefined): FastifyReply => {
    if (!instance) {
      return problem(
        request,
        reply.header('retry-after', '1'),
        503,
        'service_unavailable',
        'The service does not answer at the moment. Try again shortly.',
      );
    }
    tried.add(instance.id);
    return reply.from(pathOf(request.url), {
      getUpstream: () => instance.url,
      retryDelay: () => null,
      rewriteRequestHeaders: (_request, { expect: _answeredHere, ...headers }) => ({
        ...outgoingHeaders(request.raw, headers, options),
        'x-correlation-id': request.id,
      }),
      rewriteHeaders: (headers) => {
        // What a service says of its connection to the front door; only that it has enough is of use to the visitor.
        if (headers.connection !== 'close') delete headers.connection;
        delete headers['keep-alive'];
        return headers;
      },
      onResponse: (_request, _reply, response) => {
        upstreams.answered(instance);
        reply.send((response as unknown as { stream: NodeJS.ReadableStream }).stream);
      },
      onError: (_reply, { error }) => {
        const text = reasonOf(error);
        if (/TIMEOUT/.test(text) && !/CONNECT/.test(text)) {
          problem(request, reply, 504, 'gateway_timeout', 'The service took too long to answer.');
          return;
        }
        // A visitor who went away says nothing about the instance.
        if (!request.raw.socket.destroyed) upstreams.failed(instance);
        // What was never sent, or only reads, may go to another instance; a write that got through may not.
        const again = !bound && (repeatable || (NEVER_SENT.test(text) && !request.body));
        attempt(again ? upstreams.next(tried) : undefined);
      },
    });
  };
  return attempt(first);
}

function reasonOf(error: unknown): string {
  const texts: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    texts.push(at.message, (at as NodeJS.ErrnoException).code ?? '');
    if (at instanceof AggregateError) texts.push(...at.errors.map(String));
  }
  return texts.join(' ');
}

export function outgoingHeaders<H extends Record<string, unknown>>(
  request: IncomingMessage,
  headers: H,
  { site, trustedProxies }: ProxyOptions,
): H {
  const told = visitorOf(request, trustedProxies);
  for (const name of Object.keys(headers)) if (INTERNAL_HEADERS.test(name)) delete headers[name];
  return Object.assign(headers, {
    'x-forwarded-for': told.address,
    'x-forwarded-host': told.host,
    'x-forwarded-proto': told.protocol,
    'x-tandem-site': site,
  });
}
