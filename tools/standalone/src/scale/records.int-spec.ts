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
const SERVICES = ['catalog', 'inventory', 'order', 'sync-gateway', 'operations', 'auth'];

const USER = '0198c5a5-0000-7000-8000-000000000007';
const IMPORT = '0198c5a8-0000-7000-8000-000000000001';
const FROM = `from=2020-01-01T00:00:00.000Z`;

const ORDER_SORTS = ['newest', 'oldest', 'total_desc', 'total_asc'];

/** What staff see in each list: as it opens, and narrowed as its page lets them. */
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
  inventory: [
    ...['sync/shortfalls', 'sync/shortfalls?state=open', 'sync/shortfalls?state=resolved'],
    ...[
      '',
      'part_id=7',
      'kind=adjusted',
      'kind=bulk',
      'kind=reservation_committed',
      `actor=${USER}`,
    ].flatMap((filter) =>
      ['', FROM, `${FROM}&to=2020-01-02T00:00:00.000Z`, 'kind=set'].map(
        (more) =>
          `stock/movements?limit=100&${filter}${filter.includes('kind') && more.includes('kind') ? '' : `&${more}`}`,
      ),
    ),
  ],
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
  auth: [
    ...[
      '',
      'role=staff',
      'role=stock',
      'role=customer',
      'role=content',
      'state=deactivated',
      'state=active',
    ].flatMap((filter) =>
      ['newest', 'oldest'].map((sort) => `users?sort=${sort}&${filter}&limit=100`),
    ),
    ...[
      'customer77',
      'customer777777@example.test',
      'example.test',
      'test',
      'Customer 7',
      '%',
      'nobody',
    ].flatMap((q) =>
      [
        '',
        'role=staff',
        'role=stock',
        'role=customer',
        'state=deactivated',
        'role=customer&state=active',
      ].map((filter) => `users?q=${encodeURIComponent(q)}&${filter}&limit=100`),
    ),
    'users?state=deactivated&role=stock',
    `users/${USER}/sessions`,
    'roles',
  ],
  catalog: ['imports', `imports/${IMPORT}`],
};

/** Nothing comes by the clock: what a check reads at a quarter of an hour would count as the page's. */
const quiet = (env: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).map(([key, value]) => [key, key.endsWith('_CRON') ? '' : value]),
  );

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
        .map(({ name, env }) => ({ name, env: { ...quiet(env), CATALOG_WARM_PARTS: '0' } })),
    );
  }, FILLING_MS);
  /** Only tokens of the auth service itself open its lists. */
  async function ownAdmin(): Promise<string> {
    const { url } = hosting.running.get('auth')!;
    const who = { email: 'admin@example.test', password: 'a long enough phrase' };
    await callUrl('POST', `${url}/api/v1/auth/register`, { body: who });
    await database.query(
      `insert into auth.user_roles (user_id, role) select id, 'admin' from auth.users where email = '${who.email}'`,
    );
    const { body } = await callUrl<{ access_token: string }>('POST', `${url}/api/v1/auth/login`, {
      body: who,
    });
    return body.access_token;
  }

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
      const token = service === 'auth' ? await ownAdmin() : staff;
      for (const list of LISTS[service]!) {
        const { buffers, worst } = await meter.of(async () => {
          const { status } = await callUrl('GET', `${url}/api/v1/admin/${list}`, {
            as: { token },
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
