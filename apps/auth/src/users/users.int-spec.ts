import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@tandem/testing';
import { AuthStack } from '../testing/auth-service.js';
import type { Caller } from '../testing/auth-service.js';
import type { UserPage } from './users.dto.js';
import type { UserView } from './user-view.js';

let stack: AuthStack;
let admin: Caller;
beforeAll(async () => {
  stack = await AuthStack.open();
  await stack.seed();
  await stack.seed();
  admin = await stack.staff('admin');
});
afterAll(() => stack.close());

const rolesPath = (id: string) => `/api/v1/admin/users/${id}/roles`;
async function customer(email: string) {
  const caller = stack.caller();
  const { body } = await caller.register(email);
  return { caller, user: body.user };
}

describe('the staff of a new shop', () => {
  it('are there once, each with the rights of their role', async () => {
    const users = await admin.call<UserPage>('GET', '/api/v1/admin/users');
    expect(users.body.items.map(({ email }) => email).sort()).toEqual(
      ['admin', 'content', 'customer', 'stock'].map((name) => `${name}@tandem.test`),
    );
    const rights = async (name: 'admin' | 'content' | 'stock') =>
      (await (await stack.staff(name)).call<UserView>('GET', '/api/v1/auth/me')).body.permissions;
    expect(await rights('admin')).toEqual(
      expect.arrayContaining(['users:write', 'audit:read', 'stock:write']),
    );
    expect(await rights('content')).toEqual(['content:read', 'content:write', 'stock:read']);
    expect(await rights('stock')).toEqual(['content:read', 'stock:read', 'stock:write']);
  });
});

describe('managing users', () => {
  it('is for those who may', async () => {
    const { user } = await customer('plain@example.com');
    for (const caller of [stack.caller(), await stack.staff('content')]) {
      const expected = caller.token ? 403 : 401;
      expect((await caller.call('GET', '/api/v1/admin/users')).status).toBe(expected);
      expect((await caller.call('PUT', rolesPath(user.id), { roles: ['admin'] })).status).toBe(
        expected,
      );
    }
  });

  it('finds people by a part of their address or name', async () => {
    await customer('needle_1@example.com');
    await customer('needlex1@example.com');
    const { body } = await admin.call<UserPage>('GET', '/api/v1/admin/users?q=NEEDLE_');
    expect(body.items.map(({ email }) => email)).toEqual(['needle_1@example.com']);
  });

  it('saves those that the filter leaves as a file in which no name runs as a formula', async () => {
    await stack.database.query(
      `update auth.users set display_name = '=1+1' where email like 'needle\\_1%'`,
    );
    const { status, body } = await admin.call<string>('GET', '/api/v1/admin/users.csv?q=needle_');
    expect(status).toBe(200);
    const [head, ...rows] = body.trimEnd().split('\n');
    expect(head).toMatch(/^\ufeff?id,email,email_confirmed,display_name,roles,/);
    expect(rows).toEqual([expect.stringContaining(`,needle_1@example.com,false,'=1+1,customer,`)]);
    const nosy = await stack.staff('content');
    expect((await nosy.call('GET', '/api/v1/admin/users.csv')).status).toBe(403);
  });

  it('gives a role, which shows at the next refresh, and is announced', async () => {
    const { caller, user } = await customer('promoted@example.com');
    const changed = await admin.call<UserView>('PUT', rolesPath(user.id), {
      roles: ['customer', 'stock'],
      version: 1,
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { roles: ['customer', 'stock'], version: 2 },
    });
    expect((await caller.refresh()).body.user.permissions).toContain('stock:write');
    const [event] = await stack.database.query(
      `select type, version::int, payload from auth.outbox where aggregateid = $1 order by seq desc limit 1`,
      [user.id],
    );
    expect(event).toMatchObject({
      type: 'user.role_changed',
      version: 2,
      payload: {
        user_id: user.id,
        version: 2,
        roles: ['customer', 'stock'],
        previous_roles: ['customer'],
      },
    });
  });

  it('takes a role, which signs the person out everywhere', async () => {
    const { caller, user } = await customer('demoted@example.com');
    await admin.call('PUT', rolesPath(user.id), { roles: ['stock'] });
    const stock = stack.caller();
    await stock.login('demoted@example.com');
    await admin.call('PUT', rolesPath(user.id), { roles: ['customer'] });
    for (const session of [caller, stock])
      expect((await session.refresh<Problem>()).status).toBe(401);
  });

  it('lets one of five admins with the same version win', async () => {
    const { user } = await customer('contested@example.com');
    for (let round = 1; round <= 10; round += 1) {
      const roles = round % 2 ? ['stock'] : ['content'];
      const writes = Array.from({ length: 5 }, () =>
        admin.call('PUT', rolesPath(user.id), { roles, version: round }),
      );
      const answers = await Promise.all(writes);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
      const loser = answers.find(({ status }) => status === 409)!;
      expect(loser.body).toMatchObject({
        code: 'version_conflict',
        current: { version: round + 1, roles },
      });
    }
  });

  it('takes the version from If-Match as well', async () => {
    const { user } = await customer('if-match@example.com');
    const put = (version: string) =>
      admin.call('PUT', rolesPath(user.id), { roles: ['stock'] }, { 'if-match': version });
    expect((await put('"7"')).body.code).toBe('version_conflict');
    expect((await put('"1"')).status).toBe(200);
  });

  it('never leaves a shop without an admin, also when two take each other’s role at once', async () => {
    const { user } = await customer('second-admin@example.com');
    await admin.call('PUT', rolesPath(user.id), { roles: ['admin'] });
    const second = stack.caller('admin');
    await second.login('second-admin@example.com');
    const { body: first } = await admin.call<UserView>('GET', '/api/v1/auth/me');
    await Promise.all([
      admin.call('PUT', rolesPath(user.id), { roles: ['customer'] }),
      second.call('PUT', rolesPath(first.id), { roles: ['customer'] }),
    ]);
    const admins = await stack.database.query(
      `select user_id from auth.user_roles where role = 'admin'`,
    );
    expect(admins).toHaveLength(1);
    const id = (admins[0] as { user_id: string }).user_id;
    const survivor = stack.caller('admin');
    await (id === user.id
      ? survivor.login('second-admin@example.com')
      : survivor.login('admin@tandem.test', 'tandem-dev-password'));
    const refused = await survivor.call('PUT', rolesPath(id), { roles: ['customer'] });
    expect(refused).toMatchObject({ status: 409, body: { code: 'last_admin' } });
    admin = survivor;
  });
});

describe('in production', () => {
  it('nobody has a known password; the first admin comes from the settings, once', async () => {
    const shop = await AuthStack.open();
    try {
      const production = { NODE_ENV: 'production' };
      await shop.seed(production);
      expect(await shop.database.query('select 1 from auth.users')).toHaveLength(0);
      const first = {
        AUTH_FIRST_ADMIN_EMAIL: 'Boss@Example.com',
        AUTH_FIRST_ADMIN_PASSWORD: 'a long first password',
      };
      await shop.seed({ ...production, ...first });
      await shop.seed({ ...production, ...first, AUTH_FIRST_ADMIN_EMAIL: 'other@example.com' });
      const boss = shop.caller('admin');
      expect(
        (await boss.login('boss@example.com', 'a long first password')).body.user.roles,
      ).toEqual(['admin']);
      expect(await shop.database.query('select 1 from auth.users')).toHaveLength(1);
    } finally {
      await shop.close();
    }
  });
});
