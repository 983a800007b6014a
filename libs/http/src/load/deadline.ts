import type { FastifyRequest } from 'fastify';

/** By which a service tells another how many milliseconds it waits for the answer. */
export const DEADLINE_HEADER = 'x-tandem-deadline';

const LONGEST_MS = 600_000;

/**
 * Milliseconds that the caller waits, from now on; undefined when it does not say. It is a duration and no time of day, as the
 * clocks of two machines differ. Only services are believed, and only they get to what is under /internal.
 */
export function toldDeadlineMs(request: FastifyRequest): number | undefined {
  const told = request.headers[DEADLINE_HEADER];
  if (typeof told !== 'string' || !request.routeOptions.url?.startsWith('/internal/'))
    return undefined;
  return /^\d{1,6}$/.test(told) ? Math.min(Number(told), LONGEST_MS) : undefined;
}
