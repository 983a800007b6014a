import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { endWithProblem, pathOf, problem } from './problem.ts';
import { findRoute, isDevious, isHidden, plainPath, type RouteTable } from './routes.ts';

/** What was wrong with a request that Node, Fastify or a plugin of it refused; the codes are the services' own. */
export const TOLD: Record<number, [code: string, detail: string]> = {
  400: ['bad_request', 'This is not a readable HTTP request.'],
  404: ['not_found', 'There is nothing at this address.'],
  405: ['method_not_allowed', 'This method is not allowed here.'],
  408: ['request_timeout', 'The request took too long.'],
  413: ['payload_too_large', 'The request is too large.'],
  414: ['uri_too_long', 'The address is too long.'],
  415: ['unsupported_media_type', 'This kind of content is not taken.'],
  416: ['range_not_satisfiable', 'The file has no such part.'],
  500: ['internal_error', 'The front door failed.'],
  503: ['service_unavailable', 'The service does not answer at the moment. Try again shortly.'],
  504: ['gateway_timeout', 'The service took too long to answer.'],
  429: ['rate_limited', 'Too many requests: wait a little.'],
  431: ['headers_too_large', 'The URL or a header is too long.'],
};

const STATUS_OF: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

export const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
const KNOWN_METHODS = new Set(METHODS.split(', '));
export const LONGEST_ADDRESS = 8192;
/** A picture of ten, and what is around it; a route may take more, and the services have limits of their own below. */
export const LARGEST_BODY_MIB = 11;

/** Why a request goes no further than this door, before anybody is asked; nginx refuses the same with the same words. */
export function refusalOf(
  { method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>,
  site: string,
  table: RouteTable,
): [status: number, code: string, detail: string] | undefined {
  const path = pathOf(url);
  if (url.length > LONGEST_ADDRESS) return [414, ...TOLD[414]!];
  const largestMiB = findRoute(table, path)?.largestMiB ?? LARGEST_BODY_MIB;
  if (Number(headers['content-length'] ?? 0) > largestMiB * 1024 * 1024) {
    return [413, ...TOLD[413]!];
  }
  if (!KNOWN_METHODS.has(method)) return [405, ...TOLD[405]!];
  if (isDevious(path) || !path.startsWith('/')) {
    return [400, 'bad_request', 'The path is not in its plain form.'];
  }
  return isHidden(table, site, plainPath(path)) ? [404, ...TOLD[404]!] : undefined;
}

/** The answer to a request that failed in the front door itself. */
export function refuse(
  error: Error & { statusCode?: number; headers?: Record<string, string> },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    // As `err` a broken connection, whoever's it was, would be counted as the database's absence.
    request.log.error({ cause: error }, 'front door failed');
    return problem(request, reply, 500, 'internal_error', 'The front door failed.');
  }
  const [code, detail] = TOLD[status] ?? ['bad_request', error.message];
  const range = error.headers?.['Content-Range'];
  if (status === 416 && range !== undefined) reply.header('content-range', range);
  return problem(request, reply, status, code, detail);
}

/** Of an address that the router cannot read: no hook runs for it, so what else they do is done here. */
export function refuseAddress(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.header('connection', 'close');
  refuse(error, request, reply);
}

/** Answers what Node cannot read as a request, or not within its time. */
export class UnreadableRequests {
  /** A connection's newest answer: Node tells which it is only in what is its own. */
  private readonly answers = new WeakMap<Socket, ServerResponse>();

  watch(app: FastifyInstance): void {
    app.addHook('onRequest', (request, reply, done) => {
      this.answers.set(request.raw.socket, reply.raw);
      done();
    });
  }

  readonly answer = (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    const answer = this.answers.get(socket);
    const isAnswering = answer?.headersSent === true && !answer.writableFinished;
    // A second answer within the first would be taken for a part of it.
    if (!socket.writable || isAnswering) {
      socket.destroy(error);
      return;
    }
    const status = STATUS_OF[error.code ?? ''] ?? 400;
    const [code, detail] = TOLD[status]!;
    endWithProblem(socket, randomUUID(), '/', status, code, detail);
  };
}
