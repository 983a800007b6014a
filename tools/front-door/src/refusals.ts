import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { endWithProblem, problem } from './problem.ts';

/** What was wrong with a request that Node, Fastify or a plugin of it refused; the codes are the services' own. */
const TOLD: Record<number, [code: string, detail: string]> = {
  400: ['bad_request', 'This is not a readable HTTP request.'],
  404: ['not_found', 'There is nothing at this address.'],
  408: ['request_timeout', 'The request took too long.'],
  413: ['payload_too_large', 'The request is too large.'],
  414: ['uri_too_long', 'The address is too long.'],
  415: ['unsupported_media_type', 'This kind of content is not taken.'],
  429: ['rate_limited', 'Too many requests: wait a little.'],
  431: ['headers_too_large', 'The URL or a header is too long.'],
};

const STATUS_OF: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/** The answer to a request that failed in the front door itself. */
export function refuse(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    request.log.error({ err: error }, 'front door failed');
    return problem(request, reply, 500, 'internal_error', 'The front door failed.');
  }
  const [code, detail] = TOLD[status] ?? ['bad_request', error.message];
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
  readonly #answers = new WeakMap<Socket, ServerResponse>();

  watch(app: FastifyInstance): void {
    app.addHook('onRequest', (request, reply, done) => {
      this.#answers.set(request.raw.socket, reply.raw);
      done();
    });
  }

  readonly answer = (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    const answer = this.#answers.get(socket);
    const isAnswering = answer?.headersSent === true && !answer.writableFinished;
    // A second answer within the first would be taken for a part of it.
    if (!socket.writable || isAnswering) {
      socket.destroy(error);
      return;
    }
    const status = STATUS_OF[error.code ?? ''] ?? 400;
    const [code, detail] = TOLD[status]!;
    endWithProblem(socket, randomUUID(), '', status, code, detail);
  };
}
