import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { EndedSessions, RemoteKeys, TokenVerifier } from '@tandem/auth-client';
import { openDatabase, type Database } from '@tandem/persistence';
import { TcpProxy, eventually } from '@tandem/testing';
import { AuthStack } from '../testing/auth-service.js';
import type { Caller } from '../testing/auth-service.js';

/** What another service has: its own role in the database, and the published keys. */
interface OtherService {
  verifier: TokenVerifier;
  ended: EndedSessions;
  heard: string[];
  database: Database;
}

let stack: AuthStack;
let order: OtherService;
let cutOff: OtherService;
let proxy: TcpProxy;
let admin: Caller;
let people = 0;

async function otherService(schema: string, url: string): Promise<OtherService> {
  const database = await openDatabase({ url, schema, applicationName: 'another', poolSize: 2 });
  const ended = new EndedSessions(database, url);
  const keys = new RemoteKeys({ url: `${stack.instances[0]!.url}/.well-known/jwks.json` });
  const heard: string[] = [];
  ended.onEnded(({ sessionId, reason }) => heard.push(`${sessionId} ${reason}`));
  ended.onApplicationBootstrap();
  return { verifier: new TokenVerifier(keys, ended), ended, heard, database };
}

beforeAll(async () => {
  stack = await AuthStack.open({ env: { AUTH_SESSIONS_PER_USER: '2' } });
  await stack.seed();
  admin = await stack.staff('admin');
  order = await otherService('orders', stack.database.urlOf('orders'));
  const url = stack.database.urlOf('inventory');
  proxy = await TcpProxy.inFrontOf(url);
  cutOff = await otherService('inventory', proxy.through(url));
});
afterAll(async () => {
  for (const service of [order, cutOff]) {
    await service?.ended.onModuleDestroy();
    await service?.database.close();
  }
  await proxy?.close();
  await stack?.close();
});

async function customer(): Promise<{ caller: Caller; email: string; userId: string }> {
  const caller = stack.caller();
  const email = `leaver-${(people += 1)}@example.com`;
  const { body } = await caller.register(email);
  return { caller, email, userId: body.user.id };
}

const ends: [string, string, (one: Awaited<ReturnType<typeof customer>>) => Promise<unknown>][] = [
  ['signs out', 'logout', ({ caller }) => caller.call('POST', '/api/v1/auth/logout')],
  [
    'loses a role',
    'roles_changed',
    ({ userId }) =>
      admin.call('PUT', `/api/v1/admin/users/${userId}/roles`, { roles: ['content'] }),
  ],
  [
    'is signed out from elsewhere',
    'ended_by_user',
    async ({ caller, email }) => {
      const other = stack.caller();
      await other.login(email);
      const { sid } = decodeJwt(caller.token!);
      await other.call('DELETE', `/api/v1/auth/sessions/${String(sid)}`);
    },
  ],
  [
    'had a refresh token stolen',
    'refresh_reused',
    async ({ caller }) => {
      const thief = caller.thief();
      await thief.refresh();
      await caller.refresh();
    },
  ],
  [
    'signs in once too often',
    'too_many',
    async ({ email }) => {
      await stack.caller().login(email);
      await stack.caller().login(email);
    },
  ],
  [
    'is deleted',
    'account_deleted',
    ({ userId }) => stack.database.query(`delete from auth.users where id = $1`, [userId]),
  ],
];

describe('an access token of who', () => {
  it.each(ends)('%s is refused by every other service too', async (_how, reason, end) => {
    const one = await customer();
    const { token } = one.caller;
    const sid = String(decodeJwt(token!).sid);
    await expect(order.verifier.verifyAccessToken(token)).resolves.toMatchObject({
      sessionId: sid,
    });
    await end(one);
    await eventually(() =>
      expect(order.verifier.verifyAccessToken(token)).rejects.toMatchObject({
        code: 'session_ended',
        kind: 'unauthenticated',
      }),
    );
    await eventually(() => expect(order.heard).toContain(`${sid} ${reason}`));
  });

  it('signed in again works at once, while the one before stays refused', async () => {
    const { caller, email } = await customer();
    const before = caller.token;
    await caller.call('POST', '/api/v1/auth/logout');
    await caller.login(email);
    await expect(order.verifier.verifyAccessToken(caller.token)).resolves.toBeDefined();
    await eventually(() =>
      expect(order.verifier.verifyAccessToken(before)).rejects.toMatchObject({
        kind: 'unauthenticated',
      }),
    );
    await expect(order.verifier.verifyAccessToken(caller.token)).resolves.toBeDefined();
  });

  it('signed out is announced to who listens on Kafka, in the transaction of the end', async () => {
    const { caller, userId } = await customer();
    const { sid } = decodeJwt(caller.token!);
    await caller.call('POST', '/api/v1/auth/logout');
    const events = await stack.database.query(
      `select type, payload from auth.outbox where aggregateid = $1`,
      [sid],
    );
    expect(events).toEqual([
      {
        type: 'session.ended',
        payload: { session_id: sid, user_id: userId, version: 1, reason: 'logout' },
      },
    ]);
  });

  it('lives no longer than its session', async () => {
    const { caller } = await customer();
    const { sid } = decodeJwt(caller.token!);
    await stack.database.query(
      `update auth.sessions set expires_at = now() + interval '60 seconds' where id = $1`,
      [sid],
    );
    const { body } = await caller.refresh();
    expect(body.expires_in).toBeLessThanOrEqual(60);
  });
});

describe('a service whose database', () => {
  it('connection for notifications is cut finds the end by looking, and hears the rest when it is back', async () => {
    const { caller } = await customer();
    const { token } = caller;
    await cutOff.verifier.verifyAccessToken(token);
    proxy.cut();
    await caller.call('POST', '/api/v1/auth/logout');
    // Never let through again: refused, or 503 while nobody can tell.
    await eventually(() => expect(cutOff.verifier.verifyAccessToken(token)).rejects.toBeDefined());
    await expect(cutOff.verifier.verifyAccessToken(token)).rejects.toBeDefined();
    proxy.restore();
    await eventually(() =>
      expect(cutOff.verifier.verifyAccessToken(token)).rejects.toMatchObject({
        code: 'session_ended',
      }),
    );
  });
});
