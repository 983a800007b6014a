import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { lookForDifferences } from '@tandem/consistency';
import { startStack, type StackHandle } from '@tandem/stack';
import { whereKept } from '@tandem/testing';
import pg from 'pg';
import { call, eventually, Staff, type Answer, type Call } from './client.js';
import { testHome } from './home.js';
import { untilAnswered } from './marketplace.js';

jest.setTimeout(900_000);

/** The data of former runs are kept. */
const RUN = Date.now();
const NAME = `Gwendolyn Gone ${RUN}`;
const PASSWORD = 'not-of-the-planted-kind-7';
const TO_ARRIVE_MS = 20_000;
/** Where the id stands afterwards: in records that must stay, and in messages and jobs that are done, until they are old. */
const RECORDS =
  /^(audit\.|orders\.(orders|order_history|last_orders|payments|refunds|ledger_accounts|ledger_entries)$|auth\.(security_events|ended_session_list)$|realtime\.event_log$|operations\.audit_seals$|.*\.(outbox|inbox)$|.*_jobs\.job_common$)/;

/** Real: the whole product; auth is killed at the worst moments. */
describe('a person whom staff delete', () => {
  const home = testHome('deleted-account');
  const faultFile = join(home, 'fault');
  const email = `gone-${RUN}@tandem.test`;
  let stack: StackHandle;
  let staff: Staff;
  let database: pg.Client;
  let person: { id: string; token: string };

  beforeAll(async () => {
    stack = await startStack({
      home,
      mode: 'distributed',
      frontDoors: 'free',
      calmAfterMs: 1,
      env: { TANDEM_FAULT_FILE: faultFile },
    });
    rmSync(faultFile, { force: true });
    staff = await Staff.signIn(stack.info.admin);
    database = new pg.Client({ connectionString: stack.info.postgres });
    await database.connect();
  });
  afterAll(async () => {
    await database?.end();
    await stack?.stop();
  });

  const query = async (sql: string, values?: unknown[]) =>
    (await database.query<Record<string, unknown>>(sql, values)).rows;
  const shop = <T>(path: string, options: Call = {}) =>
    untilAnswered(() => call<T>(`${stack.info.shop}/api/v1${path}`, options));
  const theirs = <T>(path: string, options: Call = {}) =>
    shop<T>(path, { token: person.token, ...options });
  const desk = <T>(path: string, options: Call = {}) =>
    untilAnswered(() =>
      call<T>(`${stack.info.admin}/api/v1/admin${path}`, { token: staff.token, ...options }),
    );
  const post = (body: unknown, headers = {}): Call => ({ method: 'POST', body, headers });
  const key = () => ({ 'idempotency-key': crypto.randomUUID() });

  async function register(): Promise<{ id: string; token: string }> {
    const { status, body } = await shop<{ access_token: string; user: { id: string } }>(
      '/auth/register',
      post({ email, password: PASSWORD, display_name: NAME }),
    );
    expect(status).toBe(201);
    return { id: body.user.id, token: body.access_token };
  }

  /** As somebody does who uses all that the shop has for them. */
  async function live(): Promise<string> {
    const part = await staff.createPart('Parting piston', 5);
    const soldOut = await staff.createPart('Missing manifold', 0);
    const amount = { amount: '25.00', currency: 'EUR' };
    await theirs('/wallet/top-ups', post({ amount, payment_method: 'test' }, key()));
    await theirs('/cart/items', post({ part_id: part.id, quantity: 1 }));
    const order = await theirs<{ id: string }>(
      '/orders',
      post({ payment_method: 'balance' }, key()),
    );
    expect(order.status).toBe(201);
    await theirs('/cart/items', post({ part_id: part.id, quantity: 2 }));
    await theirs('/wishlist/items', post({ part_id: part.id }));
    const wish = `/parts/${soldOut.id}/back-in-stock`;
    expect((await theirs(wish, post({}))).status).toBe(202);
    // Before they signed in they had asked for the same by their address.
    expect((await shop(wish, post({ email }))).status).toBe(202);
    await shop('/auth/login', post({ email, password: 'a wrong guess' }));
    return order.body.id;
  }

  /** Auth dies at this point of the deletion, and is there again. */
  async function killedAt(point: string, path: string): Promise<void> {
    writeFileSync(faultFile, point);
    const url = `${stack.info.admin}/api/v1/admin${path}`;
    const answer = await call(url, { method: 'DELETE', token: staff.token }).catch(() => null);
    expect(answer?.status ?? 599).toBeGreaterThanOrEqual(500);
    // Whoever dies there takes the file along.
    expect(existsSync(faultFile)).toBe(false);
    await stack.whenReady('auth');
  }

  it('leaves orders and a ledger that add up, and their address and name nowhere', async () => {
    person = await register();
    const orderId = await live();
    for (const text of [email, NAME])
      expect(await whereKept(query, text)).toEqual(expect.arrayContaining(['auth.users']));
    const path = `/users/${person.id}`;
    const remove = (more = ''): Promise<Answer<{ code?: string }>> =>
      desk(`${path}${more}`, { method: 'DELETE' });

    expect((await remove()).body.code).toBe('account_in_use');
    expect((await desk(`${path}/deactivate`, post({}))).status).toBe(200);
    expect((await remove()).body.code).toBe('account_owed');
    for (const move of ['hand-over', 'complete'])
      expect((await desk(`/orders/${orderId}/${move}`, post({}, key()))).status).toBe(200);
    expect((await remove()).body).toMatchObject({
      code: 'wallet_not_empty',
      balances: [{ amount: '15.00', currency: 'EUR' }],
    });

    await killedAt('account.address-forgotten', `${path}?wallet=settled`);
    expect((await desk(path)).status).toBe(200);
    await killedAt('account.deleted', `${path}?wallet=settled`);
    expect((await desk(path)).status).toBe(404);
    expect((await remove('?wallet=settled')).status).toBe(404);

    await eventually(async () => {
      for (const text of [email, NAME]) expect(await whereKept(query, text)).toEqual([]);
      const kept = await whereKept(query, person.id);
      expect(kept.filter((table) => !RECORDS.test(table))).toEqual([]);
      expect(kept).toEqual(expect.arrayContaining(['orders.orders', 'orders.ledger_accounts']));
    });
    expect((await desk<object>(`/orders/${orderId}`)).body).toMatchObject({
      status: 'completed',
      customer: { id: person.id, display_name: null },
    });
    const looks = await lookForDifferences(query, { graceMs: TO_ARRIVE_MS });
    expect(looks.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it('can come back with the same address, as another person', async () => {
    const former = person.id;
    person = await register();
    expect(person.id).not.toBe(former);
    expect((await theirs<object>('/orders')).body).toMatchObject({ items: [] });
    expect((await theirs<object>('/cart')).body).toMatchObject({ items: [] });
    expect((await theirs<object>('/wallet')).body).toMatchObject({ balance: { amount: '0.00' } });
  });
});
