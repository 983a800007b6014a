import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

const CONTENT_TYPE = 'application/problem+json';

/** An RFC 9457 answer in the same shape as the services give. */
export function problem(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  detail: string,
): FastifyReply {
  return reply
    .code(status)
    .header('content-type', CONTENT_TYPE)
    .header('cache-control', 'no-store')
    .header('x-correlation-id', request.id)
    .send(problemText(traceOf(request), pathOf(request.url), status, code, detail));
}

/** The same on a connection whose request never reached a handler; the connection ends with it. */
export function endWithProblem(
  socket: Duplex,
  id: string,
  path: string,
  status: number,
  code: string,
  detail: string,
): void {
  const body = problemText(newTrace(), path, status, code, detail);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${CONTENT_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    `x-correlation-id: ${id}`,
    'connection: close',
  ];
  // Node leaves the other direction of an HTTP connection open.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function newTrace(): string {
  return randomBytes(16).toString('hex');
}

/** The trace that the caller began; the front door records none of its own. */
function traceOf({ headers }: FastifyRequest): string {
  const given = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(
    String(headers.traceparent ?? ''),
  );
  return given?.[1] ?? newTrace();
}

function problemText(traceId: string, path: string, status: number, code: string, detail: string) {
  return JSON.stringify({
    type: `https://tandem.test/problems/${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    instance: path,
    code,
    trace_id: traceId,
  });
}

export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
