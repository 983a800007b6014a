import type { FastifyInstance } from 'fastify';
import type { Fault, Faults } from './faults.ts';
import type { Requests } from './requests.ts';

export interface Part {
  reset(): void;
}

/** The side of a simulator that the real system does not have: what all of them have in common. */
export function addControl(
  server: FastifyInstance,
  { faults, requests }: { faults: Faults; requests: Requests },
  parts: readonly Part[],
): void {
  server.post<{ Body: Fault | Fault[] }>('/_sim/faults', async ({ body }, reply) => {
    const ordered = Array.isArray(body) ? body : [body];
    if (ordered.some((fault) => typeof fault?.path !== 'string')) {
      return reply.code(422).send({ message: 'path is required' });
    }
    for (const fault of ordered) faults.order(fault);
    return { pending: faults.pending };
  });
  server.post('/_sim/faults/clear', async () => {
    faults.clear();
    return { pending: [] };
  });
  server.get<{ Querystring: { path?: string } }>('/_sim/requests', async ({ query }) => ({
    items: requests.list(query.path),
  }));
  server.post('/_sim/reset', async () => {
    faults.clear();
    requests.clear();
    for (const part of parts) part.reset();
    return { status: 'ok' };
  });
}
