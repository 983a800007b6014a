import fastify, { type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { addControl, type Part } from './control.ts';
import { Faults } from './faults.ts';
import { Refusal } from './refusal.ts';
import { Requests } from './requests.ts';

export interface Simulator {
  url: string;
  stop(): Promise<void>;
}

interface Plan {
  name: string;
  host: string;
  port: number;
  /** The status that goes with a code, for faults that name none. */
  statusOf?: (code: string) => number;
  /** Adds what the simulated system serves; each part forgets on a reset. */
  serve: (server: FastifyInstance) => readonly Part[];
}

const OURS = (path: string) => path === '/health' || path.startsWith('/_sim/');

/** A simulated system with what all of them have in common: faults, the record of requests, the words of a refusal, a reset. */
export async function startServer(plan: Plan): Promise<Simulator> {
  const { name, host, port, serve, statusOf } = plan;
  const server = fastify({ forceCloseConnections: true, bodyLimit: 256 * 1024 });
  // Shops post with a JSON content type and no body, e.g. to reset: that counts as no body.
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch {
      done(new Refusal(400, 'BR01', 'This is no JSON'));
    }
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof Refusal) return reply.code(error.status).send(error.body);
    const status = error.statusCode ?? 500;
    return reply
      .code(status)
      .send(new Refusal(status, status < 500 ? 'BR01' : 'ERR99', error.message).body);
  });
  server.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(new Refusal(404, 'BR01', 'There is no such address').body),
  );

  const [faults, requests] = [new Faults(statusOf), new Requests()];
  requests.watch(server, OURS);
  faults.hit(server, OURS);
  const parts = serve(server);
  addControl(server, { faults, requests }, parts);
  server.get('/health', () => ({ status: 'ok', simulator: name }));

  await server.listen({ host, port });
  const address = server.server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    stop: async () => {
      for (const part of parts) part.reset();
      await server.close();
    },
  };
}
