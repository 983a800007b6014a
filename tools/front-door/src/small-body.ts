import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { FastifyRequest } from 'fastify';
import { detached } from './unread-body.ts';

/** What a shopper writes fits: an order, a sign-in, a cart. What is larger goes through as it comes. */
const SMALL_BYTES = 64 * 1024;

/**
 * The body of a request on its way to a service. A small one is read first, so that it can be sent to another
 * instance when the first one never got it.
 */
export function bodyOf(
  { headers }: Pick<FastifyRequest, 'headers'>,
  raw: IncomingMessage,
): Promise<Buffer | ReturnType<typeof detached>> {
  const length = Number(headers['content-length'] ?? Number.NaN);
  const asks = headers.expect !== undefined;
  return length <= SMALL_BYTES && !asks ? buffer(raw) : Promise.resolve(detached(raw));
}

/** How a kept body is handed on: byte for byte, under the type it came with. One with nothing in it is none. */
export function sentAgain(
  request: FastifyRequest,
): { body: Buffer; contentType: string } | { body: null } | object {
  if (!Buffer.isBuffer(request.body)) return {};
  if (request.body.length === 0) return { body: null };
  return { body: request.body, contentType: request.headers['content-type'] ?? UNTOLD };
}

/** Never sent on: a body whose sender did not say what it is stays without a type. */
export const UNTOLD = 'application/x-tandem-untold';
