import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { Problem } from '@tandem/testing';
import { AuthStack, PASSWORD } from '../testing/auth-service.js';
import type { UserView } from '../users/user-view.js';

let stack: AuthStack;
beforeAll(async () => {
  stack = await AuthStack.open({ instances: 2 });
});
afterAll(() => stack.close());

describe('a new customer', () => {
  it('registers, is signed in at once and known by their name', async () => {
    const ada = stack.caller();
    const { status, body, headers } = await ada.register('Ada@Example.com ');
    const cookies = headers.getSetCookie();
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 900,
      user: {
        email: 'ada@example.com',
        display_name: 'ada',
        roles: ['customer'],
        permissions: [],
        version: 1,
      },
      migration: { cart: 'not_needed', wishlist: 'not_needed' },
    });
    expect(JSON.stringify(body)).not.toContain('argon2');
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(
      /^tandem_refresh_shop=[A-Za-z0-9_-]{43}; Path=\/api\/v1\/auth; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    const me = await ada.call<UserView>('GET', '/api/v1/auth/me');
    expect(me).toMatchObject({ status: 200, body: body.user });
  });

  it('is announced once, without personal data, and is on record without the password', async () => {
    const { body } = await stack.caller().register('event@example.com');
    const events = await stack.database.query<{ type: string; payload: unknown }>(
      `select type, payload from auth.outbox where aggregateid = $1`,
      [body.user.id],
    );
    expect(events).toEqual([
      {
        type: 'user.registered',
        payload: { user_id: body.user.id, version: 1, roles: ['customer'] },
      },
    ]);
    const [change] = await stack.database.query<Record<string, unknown>>(
      `select operation, changed_by, user_agent, new_values->>'password_hash' as hash
         from audit.data_change_logs where table_name = 'users' and record_id = $1`,
      [body.user.id],
    );
    expect(change).toEqual({
      operation: 'INSERT',
      changed_by: body.user.id,
      user_agent: 'tandem-spec',
      hash: '[redacted]',
    });
  });

  it('carries no address in the token', async () => {
    const { body } = await stack.caller().register('private@example.com');
    expect(Object.keys(decodeJwt(body.access_token)).sort()).toEqual(
      ['aud', 'exp', 'iat', 'iss', 'name', 'permissions', 'roles', 'sid', 'sub'].sort(),
    );
    expect(JSON.stringify(decodeJwt(body.access_token))).not.toContain('@');
  });

  it('can’t take an address that has an account, however it is written', async () => {
    await stack.caller().register('taken@example.com');
    const again = await stack.caller().call('POST', '/api/v1/auth/register', {
      email: 'TAKEN@example.com',
      password: PASSWORD,
    });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'email_taken', errors: [{ field: 'email' }] });
  });

  it('exists once when twenty registrations of one address race', async () => {
    const racing = Array.from({ length: 20 }, (_, n) =>
      stack.caller('shop', n % 2).register('race@example.com'),
    );
    const statuses = (await Promise.all(racing)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(19);
    const [left] = await stack.database.query(
      `select (select count(*)::int from auth.users where email = 'race@example.com') as users,
              (select count(*)::int from auth.user_roles join auth.users on id = user_id where email = 'race@example.com') as roles,
              (select count(*)::int from auth.outbox o join auth.users u on u.id::text = o.aggregateid
                where u.email = 'race@example.com') as events`,
    );
    expect(left).toEqual({ users: 1, roles: 1, events: 1 });
  });

  it('may not choose a password that is easily guessed', async () => {
    for (const password of ['password123', 'weak@example.com', 'short']) {
      const { status, body } = await stack.caller().call('POST', '/api/v1/auth/register', {
        email: 'weak@example.com',
        password,
      });
      expect(status).toBe(422);
      expect(body.errors).toMatchObject([{ field: 'password' }]);
    }
  });
});

describe('signing in', () => {
  it('works on every instance, with the address in any case', async () => {
    await stack.caller().register('again@example.com');
    for (const instance of [0, 1]) {
      const caller = stack.caller('shop', instance);
      expect((await caller.login('AGAIN@Example.com')).status).toBe(200);
      expect((await caller.call('GET', '/api/v1/auth/me')).status).toBe(200);
    }
  });

  it('tells an unknown address and a wrong password in the same words', async () => {
    await stack.caller().register('known@example.com');
    const told = async (email: string) => {
      const { status, body } = await stack
        .caller()
        .call<Record<string, unknown>>('POST', '/api/v1/auth/login', {
          email,
          password: 'not the password',
        });
      const { trace_id: _, ...same } = body;
      return { status, same };
    };
    const unknown = await told('unknown@example.com');
    expect(unknown).toMatchObject({ status: 401, same: { code: 'invalid_credentials' } });
    expect(await told('known@example.com')).toEqual(unknown);
  });

  it('keeps a record of success and failure', async () => {
    const caller = stack.caller();
    const { body } = await caller.register('record@example.com');
    await caller.login('record@example.com', 'not the password');
    await caller.login('record@example.com');
    const events = await stack.database.query<{ type: string; ip_address: string }>(
      `select type, ip_address from auth.security_events where user_id = $1 order by id`,
      [body.user.id],
    );
    expect(events.map(({ type }) => type)).toEqual([
      'registered',
      'login_failed',
      'login_succeeded',
    ]);
    expect(events[0]!.ip_address).toBe(caller.address);
  });

  it('renews the stored hash once hashing was made harder', async () => {
    await stack.caller().register('rehash@example.com');
    const instance = await stack.start({ AUTH_ARGON2_MEMORY_KIB: '2048' });
    const caller = stack.caller('shop', stack.instances.indexOf(instance));
    expect((await caller.login('rehash@example.com')).status).toBe(200);
    const [user] = await stack.database.query<{ password_hash: string }>(
      `select password_hash from auth.users where email = 'rehash@example.com'`,
    );
    expect(user!.password_hash).toContain('m=2048');
    expect((await stack.caller().login('rehash@example.com')).status).toBe(200);
  });

  it('keeps the shop’s and the admin panel’s sessions apart in one browser', async () => {
    await stack.caller().register('both@example.com');
    const panel = stack.caller('admin');
    const { headers } = await panel.login('both@example.com');
    expect(headers.getSetCookie()[0]).toMatch(/^tandem_refresh_admin=/);
    const shop = await stack.caller('shop').call('POST', '/api/v1/auth/refresh', undefined, {
      cookie: panel.refreshCookie!,
    });
    expect(shop.status).toBe(401);
  });
});

describe('signing out', () => {
  it('ends the session and forgets the cookie, and works twice', async () => {
    const caller = stack.caller();
    await caller.register('leaving@example.com');
    const thief = caller.thief();
    const left = await caller.call('POST', '/api/v1/auth/logout');
    expect(left.status).toBe(204);
    expect(left.headers.getSetCookie()[0]).toMatch(
      /^tandem_refresh_shop=; .*Expires=Thu, 01 Jan 1970/,
    );
    expect((await thief.refresh<Problem>()).body.code).toBe('invalid_refresh_token');
    expect((await caller.call('GET', '/api/v1/auth/me')).body.code).toBe('session_ended');
    expect((await caller.call('POST', '/api/v1/auth/logout')).status).toBe(204);
  });

  it('works for programs that have the access token only', async () => {
    const caller = stack.caller();
    await caller.register('program@example.com');
    caller.refreshCookie = undefined;
    expect((await caller.call('POST', '/api/v1/auth/logout')).status).toBe(204);
    expect((await caller.call('GET', '/api/v1/auth/me')).status).toBe(401);
  });
});
