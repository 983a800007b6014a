/**
 * The floors, in a process of their own. Of a page: a bare route that answers the same bytes, and one that first reads
 * the same keys from Redis with one MGET. Of a write: a row that is locked, written and committed. Started by floors.ts.
 */
import Fastify from 'fastify';
import { Redis } from 'ioredis';
import pg from 'pg';

const [redisUrl, postgresUrl, ...targets] = process.argv.slice(2);
const redis = new Redis(redisUrl!);
const postgres = new pg.Pool({ connectionString: postgresUrl, max: 8 });
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

const ROWS = 64;
let written = 0;
await postgres.query(
  'create table if not exists public.bench_floor (id int primary key, written int not null)',
);
await postgres.query(
  'insert into public.bench_floor select id, 0 from generate_series(0, $1::int) id on conflict do nothing',
  [ROWS - 1],
);
app.put('/transaction', async () => {
  const id = (written += 1) % ROWS;
  const connection = await postgres.connect();
  try {
    await connection.query('begin');
    const { rows } = await connection.query<{ written: number }>({
      name: 'lock',
      text: 'select written from public.bench_floor where id = $1 for update',
      values: [id],
    });
    await connection.query({
      name: 'write',
      text: 'update public.bench_floor set written = $2 where id = $1',
      values: [id, rows[0]!.written + 1],
    });
    await connection.query('commit');
    return { id };
  } finally {
    connection.release();
  }
});

await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ port: (app.server.address() as { port: number }).port });
process.on('disconnect', () => process.exit(0));
