import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuthStack, type Caller } from '../testing/auth-service.js';
import type { UserView } from '../users/user-view.js';
import type { RoleList, RoleView } from './roles.dto.js';

const ROLES = '/api/v1/admin/roles';

let stack: AuthStack;
let admin: Caller;
beforeAll(async () => {
  stack = await AuthStack.open();
  await stack.seed();
  admin = await stack.staff('admin');
});
afterAll(() => stack?.close());

const put = (role: string, permissions: string[], version?: number) =>
  admin.call<RoleView>('PUT', `${ROLES}/${role}/permissions`, { permissions, version });
const role = async (name: string) => (await admin.call<RoleView>('GET', `${ROLES}/${name}`)).body;

describe('the roles', () => {
  it('are listed with what they may do, how many have them and what there is to give', async () => {
    const { body } = await admin.call<RoleList>('GET', ROLES);
    expect(
      body.items.map(({ name, can_change, accounts }) => [name, can_change, accounts]),
    ).toEqual([
      ['admin', false, 1],
      ['content', true, 1],
      ['customer', false, 1],
      ['stock', true, 1],
    ]);
    expect(body.items[0]!.permissions).toEqual(body.permissions);
  });

  it('are shown to and changed by those who may', async () => {
    const nosy = await stack.staff('content');
    expect((await nosy.call('GET', ROLES)).status).toBe(403);
    expect((await nosy.call('GET', `${ROLES}/stock`)).status).toBe(403);
    const body = { permissions: ['users:write'] };
    expect((await nosy.call('PUT', `${ROLES}/content/permissions`, body)).status).toBe(403);
  });
});

describe('what a role may do', () => {
  it('grows for who has it at their next refresh, and is announced', async () => {
    const holder = await stack.staff('stock');
    const before = await role('stock');
    const after = await put('stock', [...before.permissions, 'orders:read'], before.version);
    expect(after).toMatchObject({ status: 200, body: { version: before.version + 1 } });
    expect(after.body.permissions).toContain('orders:read');
    const { user } = (await holder.refresh()).body;
    expect(user.permissions).toContain('orders:read');
    const events = await stack.database.query(
      `select payload from auth.outbox where aggregateid = $1 and type = 'user.role_changed'`,
      [user.id],
    );
    expect(events).toEqual([
      { payload: expect.objectContaining({ version: user.version, roles: ['stock'] }) },
    ]);
  });

  it('shrinks, which signs out who has it, and nobody else', async () => {
    const [holder, other] = [await stack.staff('stock'), await stack.staff('content')];
    const before = await role('stock');
    const rest = before.permissions.filter((name) => name !== 'stock:write');
    expect((await put('stock', rest)).status).toBe(200);
    expect((await holder.refresh()).status).toBe(401);
    expect((await other.refresh()).status).toBe(200);
    const again = await stack.staff('stock');
    const me = await again.call<UserView>('GET', '/api/v1/auth/me');
    expect(me.body.permissions).toEqual(rest);
  });

  it('is on record with who changed it', async () => {
    const { body: me } = await admin.call<UserView>('GET', '/api/v1/auth/me');
    await put('content', ['content:read']);
    const log = await stack.database.query(
      `select distinct table_name, changed_by from audit.data_change_logs
        where table_name in ('roles', 'role_permissions') and record_id = 'content' and changed_by is not null
        order by table_name`,
    );
    expect(log).toEqual([
      { table_name: 'role_permissions', changed_by: me.id },
      { table_name: 'roles', changed_by: me.id },
    ]);
  });

  it('changes by one of several with the same version', async () => {
    const { version } = await role('content');
    const wanted = ['events:read', 'sync:read', 'flags:read'];
    const answers = await Promise.all(wanted.map((name) => put('content', [name], version)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('never changes for administrators and customers, so that the shop is neither locked up nor thrown open', async () => {
    const { permissions } = await role('admin');
    const refused = { status: 409, body: { code: 'fixed_role' } };
    expect(await put('admin', permissions.slice(1))).toMatchObject(refused);
    expect(await put('customer', ['orders:read'])).toMatchObject(refused);
    expect((await put('admin', permissions)).status).toBe(200);
  });
});

it.each<[string, string, unknown, number, string | null]>([
  ['GET', `king`, undefined, 404, null],
  ['GET', `%00`, undefined, 422, 'name'],
  ['PUT', `king/permissions`, { permissions: [] }, 404, null],
  ['PUT', `%00/permissions`, { permissions: [] }, 422, 'name'],
  ['PUT', `stock/permissions`, {}, 422, 'permissions'],
  ['PUT', `stock/permissions`, { permissions: ['a\u0000'] }, 422, 'permissions.0'],
  ['PUT', `stock/permissions`, { permissions: ['fly'] }, 422, 'permissions'],
  ['PUT', `stock/permissions`, { permissions: [], version: 0 }, 422, 'version'],
])('%s %s with %j is a problem: %i %s', async (method, path, sent, status, field) => {
  const answer = await admin.call(method, `${ROLES}/${path}`, sent);
  expect(answer.status).toBe(status);
  if (field) expect(answer.body.errors?.map((error) => error.field)).toContain(field);
});
