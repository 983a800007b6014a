/**
 * The two floors a page is held against, in a process of their own: a bare route that answers the
 * same bytes, and one that first reads the same keys from Redis with one MGET. Started by run.ts.
 */
import Fastify from 'fastify';
import { Redis } from 'ioredis';

const [redisUrl, ...targets] = process.argv.slice(2);
const redis = new Redis(redisUrl!);
const app = Fastify();

interface Target {
  name: string;
  url: string;
  keys: string[];
}

for (const target of targets.map((text) => JSON.parse(text) as Target)) {
  const answer = await fetch(target.url, { headers: { 'accept-encoding': 'identity' } });
  const body = await answer.text();
  const etag = answer.headers.get('etag') ?? '""';
  app.get(`/bare/${target.name}`, (_request, reply) => {
    reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('etag', etag)
      .send(body);
  });
  app.get(`/mget/${target.name}`, async (_request, reply) => {
    await redis.mget(target.keys);
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('etag', etag)
      .send(body);
  });
}

await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ port: (app.server.address() as { port: number }).port });
process.on('disconnect', () => process.exit(0));
