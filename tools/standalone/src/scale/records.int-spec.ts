import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  callUrl,
  proofSize,
  testTokens,
  type TestDatabase,
  type TestTokens,
} from '@tandem/testing';
import { Hosting } from '../hosting.ts';
import { hostedServices } from '../testing/hosted.ts';
import { databaseOfAll } from '../testing/migrated.ts';
import { BufferMeter } from './buffer-meter.ts';
import { fillWithRecords } from './many-records.ts';

const RECORDS = proofSize(1_000_000);
/** What the audit log does on its own, beside whatever page is read. */
const BACKGROUND = /seal_changes/;
/** Of a page with its total, whatever the size of the shop. */
const MOST_BUFFERS = 2_000;
const FILLING_MS = 1_800_000;
const SERVICES = ['catalog', 'inventory', 'order', 'sync-gateway', 'operations'];

const USER = '0198c5a5-0000-7000-8000-000000000007';
const IMPORT = '0198c5a8-0000-7000-8000-000000000001';
const FROM = `from=2020-01-01T00:00:00.000Z`;

const ORDER_SORTS = ['newest', 'oldest', 'total_desc', 'total_asc'];

/** What staff see in each list but accounts, which only tokens of the auth service itself may read: as it opens, and narrowed as its page lets them. */
const LISTS: Record<string, string[]> = {
  order: [
    ...['', 'status=paid', 'status=completed', 'status=failed', `user_id=${USER}`].flatMap(
      (filter) => ORDER_SORTS.map((sort) => `orders?sort=${sort}&${filter}`),
    ),
    `orders?${FROM}&status=paid`,
    'orders?q=77',
    'customers',
    'customers?sort=oldest',
    `customers/${USER}`,
  ],
  inventory: ['sync/shortfalls', 'sync/shortfalls?state=open', 'sync/shortfalls?state=resolved'],
  operations: [
    'audit',
    'audit?table=parts',
    'audit?table=parts&record_id=4',
    'audit?record_id=4',
    'audit?operation=DELETE',
    'audit?operation=UPDATE',
    `audit?changed_by=${USER}`,
    'audit?changed_by=system',
    `audit?${FROM}&to=2020-01-02T00:00:00.000Z`,
  ],
  'sync-gateway': [
    'webhooks',
    'webhooks?state=refused',
    'webhooks?state=received',
    'sync/runs',
    'sync/links?system=warehouse',
    'sync/links?q=W-77',
    'sync/links?q=nothing-like-it',
  ],
  catalog: ['imports', `imports/${IMPORT}`],
};

/** Real: the services that have lists for staff, in this process, and PostgreSQL with a large shop's records in it. */
describe(`a shop with ${RECORDS} orders, customers and changes`, () => {
  let database: TestDatabase;
  let tokens: TestTokens;
  let staff: string;
  const hosting = new Hosting();
  const meter = new BufferMeter(BACKGROUND);
  const table: [path: string, buffers: number][] = [];

  beforeAll(async () => {
    database = await databaseOfAll('t_records');
    tokens = await testTokens();
    const permissions =
      'content:read content:write stock:read stock:write orders:read orders:write users:read users:write audit:read sync:read sync:write';
    staff = await tokens.tokenFor({ roles: ['admin'], permissions: permissions.split(' ') });
    await fillWithRecords(database, RECORDS);
    await hosting.start(
      hostedServices(database, tokens)
        .filter(({ name }) => SERVICES.includes(name))
        .map(({ name, env }) => ({ name, env: { ...env, CATALOG_WARM_PARTS: '0' } })),
    );
  }, FILLING_MS);
  afterAll(async () => {
    meter.close();
    await hosting.stop();
    await tokens.close();
    await database.drop();
    const dearest = table.sort(([, a], [, b]) => b - a).slice(0, 25);
    const lines = dearest.map(([path, buffers]) => `${String(buffers).padStart(6)}  ${path}`);
    process.stdout.write(
      `buffers of the dearest lists, ${RECORDS} records:\n${lines.join('\n')}\n`,
    );
  });

  it.each(Object.keys(LISTS))(
    'reads a bounded number of buffers for each list of %s',
    async (service) => {
      const { url } = hosting.running.get(service)!;
      const dear: string[] = [];
      for (const list of LISTS[service]!) {
        const { buffers, worst } = await meter.of(async () => {
          const { status } = await callUrl('GET', `${url}/api/v1/admin/${list}`, {
            as: { token: staff },
          });
          expect([list, status]).toEqual([list, 200]);
        });
        table.push([list, buffers]);
        if (buffers > MOST_BUFFERS)
          dear.push(`${list} reads ${buffers}, ${worst.buffers} of them in ${worst.sql}`);
      }
      expect(dear).toEqual([]);
    },
    FILLING_MS,
  );
});
