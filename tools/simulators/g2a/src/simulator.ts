import fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { addControl } from './control.ts';
import { Faults } from './faults.ts';
import { addFormParser } from './forms.ts';
import { addPay } from './pay/pay.ts';
import { Refusal } from './refusal.ts';
import { Requests } from './requests.ts';
import type { Settings } from './settings.ts';

export interface Simulator {
  url: string;
  stop(): Promise<void>;
}

const OURS = (path: string) => path === '/health' || path.startsWith('/_sim/');

/** Starts the simulated G2A. G2A PAY lives in `pay/`; the buying API gets a folder beside it. */
export async function startSimulator(settings: Settings): Promise<Simulator> {
  const server = fastify({ forceCloseConnections: true, bodyLimit: 256 * 1024 });
  addFormParser(server);
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

  const [faults, requests] = [new Faults(), new Requests()];
  requests.watch(server, OURS);
  faults.hit(server, OURS);
  const parts = [addPay(server, settings)];
  addControl(server, settings, { faults, requests }, parts);
  server.get('/health', () => ({ status: 'ok', simulator: 'g2a' }));

  await server.listen({ host: settings.host, port: settings.port });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `http://${settings.host}:${port}`,
    stop: async () => {
      for (const part of parts) part.reset();
      await server.close();
    },
  };
}
