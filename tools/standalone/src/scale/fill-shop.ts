// `node tools/standalone/src/scale/fill-shop.ts <parts>`: fills the shop of `DATABASE_URL` until it has so many parts. For measuring: nobody is told.
import pg from 'pg';
import { fillWithParts } from './many-parts.ts';

const wanted = Number(process.argv[2]);
const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
const query = async <T extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<T[]> =>
  (await client.query<T>(sql, values)).rows;
const [shop] = await query<{ parts: number }>(
  'select count(*)::integer as parts from catalog.parts',
);
if (wanted > shop!.parts) await fillWithParts({ query }, wanted - shop!.parts);
await client.end();
