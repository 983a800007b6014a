import replyFrom from '@fastify/reply-from';
import type { IncomingMessage } from 'node:http';
import { outages, tellsAbsenceOf } from '@tandem/observability';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readingConnector } from './early-answer.ts';
import { log } from './log.ts';
import { pathOf, problem } from './problem.ts';
import { TOLD } from './refusals.ts';
import { findRoute, plainPath, type RouteTable } from './routes.ts';
import { sentAgain, UNTOLD } from './small-body.ts';
import type { Instance, Upstreams } from './upstreams.ts';
import { visitorOf } from './visitor.ts';

/** Headers by which services know each other; a visitor's own are dropped. */
const INTERNAL_HEADERS = /^(x-tandem-|x-forwarded-|forwarded$|x-real-ip$|x-service-)/;

/** By which an instance tells that it is about to stop (libs/http/src/intake.ts). */
const LEAVING = 'x-tandem-leaving';
/** By which one tells that it has too much to do for this request (libs/http/src/load/overloaded.ts). */
const SHED = 'x-tandem-shed';
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
    // What reply-from and fastify warn of names no service; `send` says it with its name.
    app.all(url, { logLevel: 'error' }, (request, reply) => forward(request, reply, options));
  }
}

function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  options: ProxyOptions,
): FastifyReply {
  const path = plainPath(pathOf(request.url));
  const route = findRoute(options.table, path);
  const upstreams = route && options.upstreams.get(route.service);
  if (!route || !upstreams) {
    return problem(request, reply, 404, 'not_found', 'There is nothing at this address.');
  }
  const to = { service: route.service, upstreams };
  if (!route.sticky) return send(request, reply, options, to, upstreams.next());
  const { sid } = request.query as { sid?: unknown };
  // A session that no instance of ours made has ended: any instance tells the client so.
  const owner = typeof sid === 'string' ? upstreams.ofSocket(sid) : undefined;
  return send(request, reply, options, to, owner ?? upstreams.next(), owner !== undefined);
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  options: ProxyOptions,
  { service, upstreams }: { service: string; upstreams: Upstreams },
  first: Instance | undefined,
  bound = false,
): FastifyReply {
  const tried = new Set<string>();
  const own = new Set(Object.keys(reply.getHeaders()));
  const reads = request.method === 'GET' || request.method === 'HEAD';
  // What came in a stream is partly gone once it was tried.
  const keeps =
    request.body === undefined || request.body === null || Buffer.isBuffer(request.body);
  const failed = (instance: Instance, error: Error, what: string) => {
    // A visitor who went away says nothing about the service.
    if (request.raw.socket.destroyed) return;
    log.warn({ err: tellsAbsenceOf(service, error), instance: instance.id }, what);
  };
  const attempt = (instance: Instance | undefined): FastifyReply => {
    if (!instance) {
      return problem(request, reply.header('retry-after', '1'), 503, ...TOLD[503]!);
    }
    tried.add(instance.id);
    let leaving = false;
    let isShed = false;
    return reply.from(pathOf(request.url), {
      ...sentAgain(request),
      getUpstream: () => instance.url,
      retryDelay: () => null,
      rewriteRequestHeaders: (_request, { expect: _answeredHere, ...headers }) => {
        if (headers['content-type'] === UNTOLD) delete headers['content-type'];
        return {
          ...outgoingHeaders(request.raw, headers, options),
          'x-correlation-id': request.id,
        };
      },
      rewriteHeaders: (headers) => {
        // What a service says of its connection to the front door; only that it has enough is of use to the visitor.
        // After a HEAD the front door itself has enough, as its client reuses no connection that answered one.
        leaving = headers[LEAVING] !== undefined;
        isShed = headers[SHED] !== undefined;
        if (headers.connection !== 'close' || leaving || request.method === 'HEAD') {
          delete headers.connection;
        }
        delete headers[LEAVING];
        delete headers[SHED];
        delete headers['keep-alive'];
        return headers;
      },
      onResponse: (_request, _reply, answer) => {
        const response = answer as unknown as Answer;
        // Who has too much to do is there, and asking the next one too would double what there is to do.
        const isAway = response.statusCode === 503 && !isShed;
        const other =
          isAway && !bound && keeps && (reads || isUnheard(response))
            ? upstreams.next(tried)
            : undefined;
        if (other) {
          upstreams.failed(instance);
          response.stream.resume();
          for (const name of Object.keys(reply.getHeaders())) {
            if (!own.has(name)) reply.removeHeader(name);
          }
          attempt(other);
          return;
        }
        if (!isAway) outages.answered(service);
        response.stream.once('error', (error: Error) =>
          failed(instance, error, 'an answer broke off'),
        );
        if (leaving) upstreams.leaves(instance);
        else upstreams.answered(instance);
        reply.send(response.stream);
      },
      onError: (_reply, { error }) => {
        failed(instance, error, 'a service gave no answer');
        const text = reasonOf(error);
        if (/TIMEOUT/.test(text) && !/CONNECT/.test(text)) {
          problem(request, reply, 504, ...TOLD[504]!);
          return;
        }
        // A visitor who went away says nothing about the instance.
        if (!request.raw.socket.destroyed) upstreams.failed(instance);
        // What was never sent, or only reads, may go to another instance; a write that got through may not.
        const again = !bound && keeps && (reads || NEVER_SENT.test(text));
        attempt(again ? upstreams.next(tried) : undefined);
      },
    });
  };
  return attempt(first);
}

interface Answer {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  stream: NodeJS.ReadableStream;
}

/** The 503 of a service's HTTP server that is closing: no code of ours has seen the request. Our own are problems. */
function isUnheard({ headers }: Answer): boolean {
  return headers.connection === 'close' && !String(headers['content-type']).includes('problem');
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
