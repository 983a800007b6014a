import { randomBytes, randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { DomainError } from '@tandem/kernel';
import { HttpRefusal } from './http-refusal.js';
import { PROBLEM_CONTENT_TYPE, problemOf, tell } from './problem.js';

const KNOWN: Record<string, DomainError> = {
  HPE_HEADER_OVERFLOW: new HttpRefusal(
    'headers_too_large',
    431,
    'The URL or a header is too long.',
  ),
  ERR_HTTP_REQUEST_TIMEOUT: new HttpRefusal('request_timeout', 408, 'The request took too long.'),
};
const UNREADABLE = new HttpRefusal('bad_request', 400, 'This is not a readable HTTP request.');

/** Answers what Node could not read as a request, and so never became one, with a problem too. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy(error);
    return;
  }
  const id = randomUUID();
  const told = tell(KNOWN[error.code ?? ''] ?? UNREADABLE);
  const body = JSON.stringify(problemOf(told, '', randomBytes(16).toString('hex')));
  const head = [
    `HTTP/1.1 ${told.status} ${STATUS_CODES[told.status]}`,
    `content-type: ${PROBLEM_CONTENT_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-correlation-id: ${id}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
