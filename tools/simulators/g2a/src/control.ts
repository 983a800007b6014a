import type { FastifyInstance } from 'fastify';
import type { Fault, Faults } from './faults.ts';
import type { Requests } from './requests.ts';
import type { Settings } from './settings.ts';

interface Part {
  reset(): void;
}

/** The side of the simulator that the real G2A does not have: what every part of it has in common. */
export function addControl(
  server: FastifyInstance,
  settings: Settings,
  { faults, requests }: { faults: Faults; requests: Requests },
  parts: readonly Part[],
): void {
  server.post<{ Body: Fault }>('/_sim/faults', async ({ body }, reply) => {
    if (typeof body?.path !== 'string') {
      return reply.code(422).send({ message: 'path is required' });
    }
    faults.order(body);
    return { pending: faults.pending };
  });
  server.post('/_sim/faults/clear', async () => {
    faults.clear();
    return { pending: [] };
  });
  server.get<{ Querystring: { path?: string } }>('/_sim/requests', async ({ query }) => ({
    items: requests.list(query.path),
  }));
  server.post<{ Body: { ipn_url?: string } }>('/_sim/settings', async ({ body }) => {
    if (body?.ipn_url !== undefined) settings.ipnUrl = body.ipn_url;
    return { ipn_url: settings.ipnUrl };
  });
  server.post('/_sim/reset', async () => {
    faults.clear();
    requests.clear();
    for (const part of parts) part.reset();
    return { status: 'ok' };
  });
}
