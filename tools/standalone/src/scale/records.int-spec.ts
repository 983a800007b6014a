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
import { listsOfRecords, recordsWithoutSamples, USER } from './record-shapes.ts';

const RECORDS = proofSize(1_000_000);
/** Of a page with its total, whatever the size of the shop. */
const MOST_BUFFERS = 2_000;
const FILLING_MS = 1_800_000;
const LISTS = listsOfRecords();
const SERVICES = Object.keys(LISTS);

const IMPORT = '0198c5a8-0000-7000-8000-000000000001';
const FROM = `from=2020-01-01T00:00:00.000Z`;

/** Three and more filters together, and what is told beside a list, which the API's description does not lead to. */
const MORE: Record<string, string[]> = {
  order: [
    ...['status=paid', 'status=failed', `user_id=${USER}&status=paid`].flatMap((filter) =>
      ['newest', 'oldest', 'total_desc', 'total_asc'].map(
        (sort) => `/admin/orders?sort=${sort}&${filter}&${FROM}`,
      ),
    ),
    `/admin/customers/${USER}`,
  ],
  inventory: ['part_id=7', 'kind=adjusted', 'kind=bulk', `actor=${USER}`].map(
    (filter) => `/admin/stock/movements?limit=100&${filter}&${FROM}&to=2020-01-02T00:00:00.000Z`,
  ),
  operations: ['/admin/audit?table=parts&record_id=4&operation=UPDATE&changed_by=system'],
  auth: [
    ...['customer77', 'example.test', 'test', 'Customer 7', '%', 'nobody'].flatMap((q) =>
      ['role=staff', 'role=customer&state=active', 'role=stock&state=deactivated'].map(
        (filter) => `/admin/users?q=${encodeURIComponent(q)}&${filter}&limit=100`,
      ),
    ),
    '/admin/roles',
  ],
  catalog: [`/admin/imports/${IMPORT}`],
};

const SHOPPERS = /^\/(orders|wishlist|transactions)\b/;

/** Nothing comes by the clock: what a check asks of the services at a quarter of an hour would count as the page's. */
const quiet = (env: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).map(([key, value]) => [key, key.endsWith('_CRON') ? '' : value]),
  );

/** Real: the services that have lists for staff, in this process, and PostgreSQL with a large shop's records in it. */
describe(`a shop with ${RECORDS} orders, customers and changes`, () => {
  let database: TestDatabase;
  let tokens: TestTokens;
  let staff: string;
  let shopper: string;
  const hosting = new Hosting();
  const meter = new BufferMeter();
  const table: [path: string, buffers: number][] = [];

  beforeAll(async () => {
    database = await databaseOfAll('t_records');
    tokens = await testTokens();
    const permissions =
      'content:read content:write stock:read stock:write orders:read orders:write users:read users:write audit:read sync:read sync:write events:read flags:read';
    staff = await tokens.tokenFor({ roles: ['admin'], permissions: permissions.split(' ') });
    shopper = await tokens.tokenFor({ userId: USER });
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

  it('has samples of every parameter that a list takes', () => {
    expect(recordsWithoutSamples()).toEqual([]);
  });

  it.each(SERVICES)(
    'reads a bounded number of buffers for each list of %s',
    async (service) => {
      const { url } = hosting.running.get(service)!;
      const dear: string[] = [];
      const own = service === 'auth' ? await ownAdmin() : staff;
      for (const list of [...LISTS[service]!, ...(MORE[service] ?? [])]) {
        const token = SHOPPERS.test(list) ? shopper : own;
        const { buffers, worst } = await meter.of(async () => {
          const { status } = await callUrl('GET', `${url}/api/v1${list}`, { as: { token } });
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
