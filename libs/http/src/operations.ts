import { metricsText } from '@tandem/observability';
import type { FastifyInstance } from 'fastify';
import type { HealthRegistry } from './health.js';

/**
 * What operators ask of every service. Plain routes of the server, so that no guard of the
 * application stands before them, and each service of a shared process has its own.
 */
export function addOperationsRoutes(
  fastify: FastifyInstance,
  health: HealthRegistry,
  openApi: () => object,
): void {
  // What is busy has to be seen, and not to be taken for dead.
  const config = { priority: 'critical' };
  fastify.get('/health/live', { config }, (_request, reply) => {
    void reply.header('cache-control', 'no-store').send({ status: 'ok' });
  });
  fastify.get('/health/ready', { config }, async (_request, reply) => {
    const report = await health.report();
    return reply
      .code(report.status === 'unavailable' ? 503 : 200)
      .header('cache-control', 'no-store')
      .send(report);
  });
  fastify.get('/metrics', { config }, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metricsText()),
  );
  fastify.get('/openapi.json', (_request, reply) => {
    void reply.send(openApi());
  });
}
