import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UserDeleted, validateEvent } from '@tandem/contracts';
import { eventually, standIn, whereKept, type StandIn } from '@tandem/testing';
import { AuthStack, PASSWORD, type Caller } from '../testing/auth-service.js';
import type { AccountView } from './user-view.js';

const USERS = '/api/v1/admin/users';
const NOTHING = { open: 0, balances: [] as object[] };

let stack: AuthStack;
let admin: Caller;
let orders: StandIn;
let standing: object = NOTHING;
let isAway = false;
let asked: string[] = [];
let people = 0;

beforeAll(async () => {
  orders = await standIn(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    asked.push(`${request.method} ${request.url} ${body}`.trim());
    if (isAway) return void response.writeHead(503).end();
    if (request.method === 'POST') return void response.writeHead(204).end();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(standing));
  });
  stack = await AuthStack.open({ env: { ORDER_URL: orders.url } });
  await stack.seed();
  admin = await stack.staff('admin');
});
beforeEach(() => {
  [standing, isAway, asked] = [NOTHING, false, []];
});
afterAll(async () => {
  await stack?.close();
  await orders?.close();
});

async function joined(roles?: string[]) {
  const email = `leaver-${(people += 1)}@example.org`;
  const caller = stack.caller();
  const { id } = (await caller.register(email)).body.user;
  if (roles) await admin.call('PUT', `${USERS}/${id}/roles`, { roles });
  return { caller, id, email };
}
async function deactivated(roles?: string[]) {
  const person = await joined(roles);
  const { body } = await admin.call<AccountView>('POST', `${USERS}/${person.id}/deactivate`, {});
  return { ...person, version: body.version };
}
const remove = (id: string, query = '', headers = {}) =>
  admin.call('DELETE', `${USERS}/${id}${query}`, undefined, headers);
const account = (id: string) => admin.call<AccountView>('GET', `${USERS}/${id}`);
const kept = (text: string) => whereKept((sql, values) => stack.database.query(sql, values), text);

describe('an account that is deleted', () => {
  it('leaves nothing that tells who it was, and its address is free for another person', async () => {
    const { id, email, version } = await deactivated(['customer', 'content']);
    expect(await kept(email)).toContain('auth.users');
    expect((await remove(id, '', { 'if-match': `"${version}"` })).status).toBe(204);

    expect(await kept(email)).toEqual([]);
    expect(asked).toEqual([
      `GET /internal/customers/${id}/standing`,
      `POST /internal/customers/forget-address ${JSON.stringify({ email })}`,
    ]);
    expect((await account(id)).status).toBe(404);
    expect((await stack.caller().login(email)).status).toBe(401);
    const [event] = await stack.database.query<{ payload: object }>(
      `select payload from auth.outbox where aggregateid = $1 and type = 'user.deleted'`,
      [id],
    );
    expect(event!.payload).toEqual({ user_id: id, version: version + 1 });
    expect(() => validateEvent(UserDeleted, event!.payload as never)).not.toThrow();

    const again = (await stack.caller().register(email)).body.user;
    expect(again).toMatchObject({ email, roles: ['customer'], version: 1 });
    expect(again.id).not.toBe(id);
  });

  it('is told of in the records, which say no more from where the person came', async () => {
    const { id, caller, email } = await joined();
    await stack.caller().login(email, 'not the password');
    await admin.call('POST', `${USERS}/${id}/deactivate`, {});
    await remove(id);
    const records = await stack.database.query<{ type: string; ip: string | null }>(
      `select type, ip_address as ip from auth.security_events where user_id = $1 order by id`,
      [id],
    );
    expect(records.map(({ type }) => type)).toEqual([
      'registered',
      'account_deactivated',
      'account_deleted',
    ]);
    expect(records.map(({ ip }) => ip)).toEqual([null, null, admin.address]);
    expect(records.map(({ ip }) => ip)).not.toContain(caller.address);
    const audit = await stack.database.query<{ operation: string; values: object }>(
      `select operation, coalesce(new_values, old_values) as values from audit.data_change_logs
        where table_name = 'users' and record_id = $1 order by id`,
      [id],
    );
    expect(audit.map(({ operation }) => operation)).toEqual([
      'INSERT',
      'UPDATE',
      'UPDATE',
      'DELETE',
    ]);
    for (const { values } of audit)
      expect(values).toMatchObject({ email: '[redacted]', display_name: '[redacted]' });
  });

  it('was deactivated before, and is not one’s own', async () => {
    const { id } = await joined();
    expect(await remove(id)).toMatchObject({ status: 409, body: { code: 'account_in_use' } });
    const own = (await admin.call<AccountView>('GET', '/api/v1/auth/me')).body.id;
    expect(await remove(own)).toMatchObject({ status: 409, body: { code: 'own_account' } });
    expect(asked).toEqual([]);
  });

  it('is never that of the last administrator', async () => {
    await stack.database.query(`insert into auth.role_permissions values ('stock', 'users:write')`);
    const helper = await joined(['stock']);
    await helper.caller.login(helper.email);
    const [{ id }] = (await stack.database.query<{ id: string }>(
      `update auth.users set deactivated_at = now() where email = 'admin@tandem.test' returning id`,
    )) as [{ id: string }];
    try {
      expect(await helper.caller.call('DELETE', `${USERS}/${id}`)).toMatchObject({
        status: 409,
        body: { code: 'last_admin' },
      });
    } finally {
      await stack.database.query(`update auth.users set deactivated_at = null where id = $1`, [id]);
      await stack.database.query(
        `delete from auth.role_permissions where role = 'stock' and permission = 'users:write'`,
      );
    }
  });

  it('has no order, payment or refund that is under way', async () => {
    const { id } = await deactivated();
    standing = { open: 2, balances: [] };
    expect(await remove(id, '?wallet=settled')).toMatchObject({
      status: 409,
      body: { code: 'account_owed', open: 2 },
    });
    expect((await account(id)).status).toBe(200);
    expect(asked).toHaveLength(1);
  });

  it('has nothing in its wallet, unless staff say that it was settled', async () => {
    const { id } = await deactivated();
    const balances = [{ amount: '5.00', currency: 'EUR' }];
    standing = { open: 0, balances };
    expect(await remove(id)).toMatchObject({
      status: 409,
      body: { code: 'wallet_not_empty', balances },
    });
    expect((await remove(id, '?wallet=settled')).status).toBe(204);
  });

  it('stays while the order service does not answer, and goes when it does', async () => {
    const { id } = await deactivated();
    isAway = true;
    expect((await remove(id)).status).toBe(503);
    expect((await account(id)).status).toBe(200);
    isAway = false;
    // Once the circuit to the order service has closed again.
    await eventually(async () => expect((await remove(id)).status).toBe(204));
    expect((await remove(id)).status).toBe(404);
  });

  it('goes as a whole: what fails before the end is done again', async () => {
    const { id, email } = await deactivated();
    await stack.database.query(`
      create function auth.fails() returns trigger language plpgsql as $$ begin raise exception 'of this test'; end $$;
      create trigger zz_fails before insert on auth.outbox for each row when (new.type = 'user.deleted') execute function auth.fails()`);
    try {
      expect((await remove(id)).status).toBe(500);
    } finally {
      await stack.database.query(
        `drop trigger zz_fails on auth.outbox; drop function auth.fails()`,
      );
    }
    expect((await account(id)).body).toMatchObject({ email, roles: ['customer'] });
    expect((await remove(id)).status).toBe(204);
    expect(await kept(email)).toEqual([]);
  });

  it('is a matter of who may write accounts, and of the version they read', async () => {
    const { id, version } = await deactivated();
    const nosy = await stack.staff('content');
    expect((await nosy.call('DELETE', `${USERS}/${id}`)).status).toBe(403);
    expect((await stack.caller().call('DELETE', `${USERS}/${id}`)).status).toBe(401);
    expect(await remove(id, '', { 'if-match': `"${version - 1}"` })).toMatchObject({
      status: 409,
      body: { code: 'version_conflict' },
    });
    expect((await remove(id, '?wallet=empty')).status).toBe(422);
    expect((await stack.caller().login('nobody@example.org', PASSWORD)).status).toBe(401);
  });
});
