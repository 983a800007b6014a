import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** An RFC 9457 answer in the same shape as the services give. */
export function problem(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  title: string,
  detail: string,
): FastifyReply {
  const correlation = request.headers['x-correlation-id'];
  const id =
    typeof correlation === 'string' && /^[A-Za-z0-9._-]{8,128}$/.test(correlation)
      ? correlation
      : randomUUID();
  return reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .header('x-correlation-id', id)
    .send(
      JSON.stringify({
        type: `https://tandem.test/problems/${code}`,
        title,
        status,
        detail,
        instance: request.url.split('?')[0],
        code,
        trace_id: id.replaceAll('-', ''),
      }),
    );
}

export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
