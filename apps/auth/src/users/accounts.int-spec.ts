import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionPage } from '../sessions/session-view.js';
import { AuthStack, PASSWORD, type Caller } from '../testing/auth-service.js';
import type { UserPage } from './users.dto.js';
import type { AccountView } from './user-view.js';

const USERS = '/api/v1/admin/users';

let stack: AuthStack;
let admin: Caller;
let adminId: string;

beforeAll(async () => {
  stack = await AuthStack.open();
  await stack.seed();
  admin = await stack.staff('admin');
  adminId = (await admin.call<AccountView>('GET', '/api/v1/auth/me')).body.id;
});
afterAll(() => stack?.close());

async function joined(email: string, roles?: string[]) {
  const caller = stack.caller();
  const { id } = (await caller.register(email)).body.user;
  if (roles) await admin.call('PUT', `${USERS}/${id}/roles`, { roles });
  if (roles) await caller.login(email);
  return { caller, id, email };
}
const act = <T = AccountView>(id: string, what: string, body: unknown = {}) =>
  admin.call<T>('POST', `${USERS}/${id}/${what}`, body);

/** All pages of a list, as somebody turns them. */
async function pages(query: string, limit: number): Promise<string[]> {
  const emails: string[] = [];
  let cursor = '';
  do {
    const path = `${USERS}?limit=${limit}&${query}${cursor && `&cursor=${cursor}`}`;
    const { status, body } = await admin.call<UserPage>('GET', path);
    expect(status).toBe(200);
    emails.push(...body.items.map(({ email }) => email));
    cursor = body.next_cursor ?? '';
  } while (cursor);
  return emails;
}

describe('the list of accounts', () => {
  const SEED = ['admin', 'content', 'customer', 'stock'];
  let newest: string[];

  beforeAll(async () => {
    // More of them than a page looks at, so that a filter which no index knows ends a page early.
    await stack.database.query(`
      insert into auth.users (id, email, password_hash, display_name)
        select ('0198c5a5-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'many' || n || '@example.org',
          '$argon2id$v=19', 'Zoë Many ' || n from generate_series(1, 450) n;
      insert into auth.user_roles select id, 'customer' from auth.users where email like 'many%';
      insert into auth.user_roles select id, 'content' from auth.users where email in ('many7@example.org', 'many440@example.org');
      update auth.users set deactivated_at = now() where email in ('many8@example.org', 'many440@example.org')`);
    newest = (
      await stack.database.query<{ email: string }>(`select email from auth.users order by id desc`)
    ).map(({ email }) => email);
  });

  const many = (...numbers: number[]) => numbers.map((n) => `many${n}@example.org`);
  const seed = (...names: string[]) => names.map((name) => `${name}@tandem.test`);

  it('has each account once, in the order that is asked for', async () => {
    expect(await pages('', 100)).toEqual(newest);
    expect(await pages('sort=oldest', 37)).toEqual(newest.toReversed());
  });

  it.each([
    ['role=content', [...seed('content'), ...many(440, 7)]],
    ['role=content&state=active', [...seed('content'), ...many(7)]],
    ['role=staff&sort=oldest&q=many', many(7, 440)],
    ['role=staff&q=tandem.test&state=active', seed('stock', 'content', 'admin')],
    ['state=deactivated', many(440, 8)],
    ['state=deactivated&sort=oldest', many(8, 440)],
    ['state=deactivated&role=customer', many(440, 8)],
    ['state=deactivated&role=staff', many(440)],
    ['state=deactivated&q=many8', many(8)],
    ['q=MANY44', many(440, 441, 442, 443, 444, 445, 446, 447, 448, 449, 44)],
    ['q=many44&role=customer&state=active', many(441, 442, 443, 444, 445, 446, 447, 448, 449, 44)],
    ['q=zo%C3%AB many 12@', []],
    ['q=many 12', many(12, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129)],
    ['q=any12', []],
    ['q=%25', []],
    ['role=king', []],
  ])('has with %s, page by page, what is asked for', async (query, expected) => {
    expect(await pages(query, 3)).toEqual(expected);
  });

  it('finds each person once, however often their name has the word', async () => {
    const twice = await pages('q=many', 100);
    expect(twice).toHaveLength(450);
    expect(new Set(twice).size).toBe(450);
    expect(await pages('q=t', 2)).toEqual(expect.arrayContaining(seed(...SEED)));
  });

  it('follows a name that changes', async () => {
    await stack.database.query(
      `update auth.users set display_name = 'Grace Hopper' where email = 'many9@example.org'`,
    );
    expect(await pages('q=hopp', 5)).toEqual(many(9));
    expect(await pages('q=zo%C3%AB many 9', 100)).not.toContain('many9@example.org');
  });
});

describe('an account that is deactivated', () => {
  it('has no open session any more and opens none, until it is put back into use', async () => {
    const { caller, id, email } = await joined('leaver@example.com');
    const before = await admin.call<SessionPage>('GET', `${USERS}/${id}/sessions`);
    expect(before.body.items).toMatchObject([{ current: false, user_agent: 'tandem-spec' }]);

    const off = await act(id, 'deactivate', { version: 1 });
    expect(off).toMatchObject({ status: 200, body: { version: 2 } });
    expect(off.body.deactivated_at).toEqual(expect.any(String));
    expect((await caller.refresh()).status).toBe(401);
    expect((await admin.call<SessionPage>('GET', `${USERS}/${id}/sessions`)).body.items).toEqual(
      [],
    );
    expect(await stack.caller().login(email)).toMatchObject({
      status: 403,
      body: { code: 'account_deactivated' },
    });
    expect((await stack.caller().login(email, 'not the password')).status).toBe(401);

    expect(await act(id, 'reactivate', { version: 2 })).toMatchObject({
      status: 200,
      body: { deactivated_at: null, version: 3 },
    });
    expect((await stack.caller().login(email)).status).toBe(200);
    const events = await stack.database.query(
      `select payload from auth.outbox where aggregateid = $1 and type = 'user.updated' order by seq`,
      [id],
    );
    expect(events).toEqual(
      [2, 3].map((version) => ({ payload: { user_id: id, version, changed: ['deactivated_at'] } })),
    );
    const audit = await stack.database.query(
      `select changed_by from audit.data_change_logs
        where table_name = 'users' and record_id = $1 and new_values ->> 'deactivated_at' is not null`,
      [id],
    );
    expect(audit).toContainEqual({ changed_by: adminId });
  });

  it('keeps no session of a sign-in that comes in the same moment', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id, email } = await joined(`racer-${round}@example.com`);
      const tries = Array.from({ length: 4 }, () => stack.caller().login(email, PASSWORD));
      await Promise.all([...tries, act(id, 'deactivate', { version: 1 })]);
      const open = await stack.database.query(
        `select 1 from auth.sessions where user_id = $1 and ended_at is null`,
        [id],
      );
      expect(open).toHaveLength(0);
    }
  });

  it('is refused on an old version, twice it changes nothing', async () => {
    const { id } = await joined('versions@example.com');
    expect((await act(id, 'deactivate', { version: 9 })).body).toMatchObject({
      code: 'version_conflict',
    });
    await act(id, 'deactivate');
    expect((await act(id, 'deactivate')).body.version).toBe(2);
  });

  it('is never one’s own, nor that of the last administrator in use', async () => {
    expect(await act(adminId, 'deactivate')).toMatchObject({
      status: 409,
      body: { code: 'own_account' },
    });
    const { id, caller } = await joined('second@example.com', ['admin']);
    await stack.database.query(`insert into auth.role_permissions values ('stock', 'users:write')`);
    const helper = await joined('helper@example.com', ['stock']);
    await act(id, 'deactivate');
    for (const [method, path, body] of [
      ['POST', 'deactivate', {}],
      ['PUT', 'roles', { roles: ['customer'] }],
    ] as const) {
      expect(await helper.caller.call(method, `${USERS}/${adminId}/${path}`, body)).toMatchObject({
        status: 409,
        body: { code: 'last_admin' },
      });
    }
    await act(id, 'reactivate');
    await caller.login('second@example.com');
    const both = await Promise.all([
      act<AccountView>(id, 'deactivate'),
      caller.call('POST', `${USERS}/${adminId}/deactivate`, {}),
    ]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    await stack.database.query(`update auth.users set deactivated_at = null`);
    admin = await stack.staff('admin');
  });

  it('is a matter of who may write accounts', async () => {
    const { id } = await joined('safe@example.com');
    const nosy = await stack.staff('content');
    for (const caller of [stack.caller(), nosy]) {
      const expected = caller.token ? 403 : 401;
      for (const [method, path] of [
        ['POST', 'deactivate'],
        ['POST', 'reactivate'],
        ['DELETE', 'sessions'],
        ['GET', 'sessions'],
      ] as const) {
        const body = method === 'POST' ? {} : undefined;
        expect((await caller.call(method, `${USERS}/${id}/${path}`, body)).status).toBe(expected);
      }
    }
  });
});

it('a person whom staff sign out is signed out everywhere, and may sign in again', async () => {
  const { caller, id, email } = await joined('stolen@example.com');
  const other = stack.caller();
  await other.login(email);
  expect((await admin.call('DELETE', `${USERS}/${id}/sessions`)).status).toBe(204);
  for (const one of [caller, other]) expect((await one.refresh()).status).toBe(401);
  expect((await stack.caller().login(email)).status).toBe(200);
});
