import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RemoteKeys, TokenVerifier, assertRoutesDeclared } from '@tandem/auth-client';
import { redirectLog } from '@tandem/observability';
import {
  ROUTES_OF_EVERY_SERVICE,
  ROUTES_OF_JOBS,
  testTokens,
  wrongAnswersToServices,
} from '@tandem/testing';
import { UnsecuredJWT, decodeProtectedHeader } from 'jose';
import { SigningKeys } from './keys/signing-keys.js';
import { AuthStack, DEVELOPMENT_PASSWORD, PASSWORD, type Caller } from './testing/auth-service.js';

let stack: AuthStack;
let admin: Caller;
const written: string[] = [];

beforeAll(async () => {
  redirectLog({ write: (line) => written.push(line) });
  stack = await AuthStack.open({ env: { LOG_LEVEL: 'trace' } });
  await stack.seed();
  admin = await stack.staff('admin');
});
afterAll(async () => {
  await stack.close();
  redirectLog();
});

describe('the first users', () => {
  it('are announced as one piece of work that can be followed', async () => {
    const rows = await stack.database.query<{ headers: Record<string, string> }>(
      `select headers from auth.outbox where type = 'user.registered'`,
    );
    expect(rows).toHaveLength(4);
    for (const { headers } of rows) {
      expect(headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
      expect(headers['ce_correlationid']).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(new Set(rows.map(({ headers }) => headers['ce_correlationid'])).size).toBe(1);
  });
});

describe('the routes of auth', () => {
  it('all say who may call them', () => {
    const routes = assertRoutesDeclared(stack.instances[0]!.app);
    const said = routes.map(
      ({ method, path, rule }) =>
        `${method} ${path}: ${rule!.kind === 'permission' ? rule!.permission : rule!.kind}`,
    );
    const table = [
      'GET /.well-known/jwks.json: public',
      'GET /api/v1/.well-known/jwks.json: public',
      'GET /api/v1/admin/roles: users:read',
      'GET /api/v1/admin/roles/:name: users:read',
      'PUT /api/v1/admin/roles/:name/permissions: users:write',
      'GET /api/v1/admin/users: users:read',
      'GET /api/v1/admin/users.csv: users:read',
      'DELETE /api/v1/admin/users/:id: users:write',
      'GET /api/v1/admin/users/:id: users:read',
      'POST /api/v1/admin/users/:id/deactivate: users:write',
      'POST /api/v1/admin/users/:id/reactivate: users:write',
      'PUT /api/v1/admin/users/:id/roles: users:write',
      'DELETE /api/v1/admin/users/:id/sessions: users:write',
      'GET /api/v1/admin/users/:id/sessions: users:read',
      'POST /api/v1/auth/confirm-email: public',
      'POST /api/v1/auth/confirm-email/resend: authenticated',
      'POST /api/v1/auth/login: public',
      'POST /api/v1/auth/logout: public',
      'GET /api/v1/auth/me: authenticated',
      'POST /api/v1/auth/refresh: public',
      'POST /api/v1/auth/register: public',
      'GET /api/v1/auth/sessions: authenticated',
      'DELETE /api/v1/auth/sessions/:id: authenticated',
      ...[...ROUTES_OF_EVERY_SERVICE, ...ROUTES_OF_JOBS].map((route) => `${route}: internal`),
      'GET /internal/users: internal',
      'GET /internal/users/:id: internal',
    ];
    expect(said.sort()).toEqual(table.sort());
  });

  it('is asked by the services that each internal route names, with a token for it, and by nobody else', async () => {
    const { app, url } = stack.instances[0]!;
    const asked = await wrongAnswersToServices(assertRoutesDeclared(app), { name: 'auth', url });
    const shared = ROUTES_OF_EVERY_SERVICE.length + ROUTES_OF_JOBS.length;
    expect(asked).toEqual({ routes: 2 + shared, wrong: [] });
  });

  const register = { email: 'somebody@example.com', password: PASSWORD };
  const auth = '/api/v1/auth';
  const users = '/api/v1/admin/users';
  const nobody = '0198c5a0-0000-7000-8000-00000000ffff';
  it.each<[string, string, unknown, number, string | null]>([
    ['POST', `${auth}/register`, '{"email":', 400, null],
    ['POST', `${auth}/register`, '[]', 422, 'body'],
    ['POST', `${auth}/confirm-email`, {}, 422, 'token'],
    ['POST', `${auth}/confirm-email`, { token: 7 }, 422, 'token'],
    ['POST', `${auth}/confirm-email`, { token: 'x'.repeat(201) }, 422, 'token'],
    ['POST', `${auth}/confirm-email`, { token: 'guess', user: 1 }, 422, 'user'],
    ['POST', `${auth}/confirm-email`, { token: 'guess' }, 404, null],
    ['POST', `${auth}/register`, '"text"', 422, 'body'],
    ['POST', `${auth}/register`, {}, 422, 'email'],
    ['POST', `${auth}/register`, { ...register, email: 'nonsense' }, 422, 'email'],
    ['POST', `${auth}/register`, { ...register, email: 7 }, 422, 'email'],
    ['POST', `${auth}/register`, { ...register, email: { $ne: null } }, 422, 'email'],
    [
      'POST',
      `${auth}/register`,
      { ...register, email: `${'a'.repeat(300)}@example.com` },
      422,
      'email',
    ],
    ['POST', `${auth}/register`, { ...register, email: 'a\u0000b@example.com' }, 422, 'email'],
    ['POST', `${auth}/register`, { ...register, password: 'short' }, 422, 'password'],
    ['POST', `${auth}/register`, { ...register, password: 'x'.repeat(129) }, 422, 'password'],
    ['POST', `${auth}/register`, { ...register, password: 1234567890 }, 422, 'password'],
    ['POST', `${auth}/register`, { ...register, password: ['1234567890'] }, 422, 'password'],
    [
      'POST',
      `${auth}/register`,
      { ...register, password: 'nul\u0000 in the middle' },
      422,
      'password',
    ],
    ['POST', `${auth}/register`, { ...register, display_name: '' }, 422, 'display_name'],
    [
      'POST',
      `${auth}/register`,
      { ...register, display_name: 'x'.repeat(81) },
      422,
      'display_name',
    ],
    ['POST', `${auth}/register`, { ...register, display_name: '<script>' }, 422, 'display_name'],
    [
      'POST',
      `${auth}/register`,
      { ...register, display_name: 'eda\u202eada' },
      422,
      'display_name',
    ],
    ['POST', `${auth}/register`, { ...register, display_name: '\ud800' }, 422, 'display_name'],
    ['POST', `${auth}/register`, { ...register, roles: ['admin'] }, 422, 'roles'],
    ['POST', `${auth}/login`, {}, 422, 'email'],
    ['POST', `${auth}/login`, { email: 'a@example.com' }, 422, 'password'],
    ['POST', `${auth}/login`, { email: 'a@example.com', password: '' }, 422, 'password'],
    [
      'POST',
      `${auth}/login`,
      { email: 'a@example.com', password: 'x'.repeat(129) },
      422,
      'password',
    ],
    [
      'POST',
      `${auth}/login`,
      { email: 'a@example.com', password: 'x', remember: true },
      422,
      'remember',
    ],
    ['POST', `${auth}/login`, { email: "' or 1=1 --", password: 'x' }, 401, null],
    ['GET', `${auth}/sessions?limit=0`, undefined, 422, 'limit'],
    ['GET', `${auth}/sessions?limit=101`, undefined, 422, 'limit'],
    ['GET', `${auth}/sessions?limit=x`, undefined, 422, 'limit'],
    ['GET', `${auth}/sessions?cursor=nonsense`, undefined, 422, 'cursor'],
    ['GET', `${auth}/sessions?colour=red`, undefined, 422, 'colour'],
    ['DELETE', `${auth}/sessions/7`, undefined, 422, 'id'],
    ['DELETE', `${auth}/sessions/${nobody}`, undefined, 404, null],
    ['GET', `${users}?limit=1e9`, undefined, 422, 'limit'],
    ['GET', `${users}?q=a&q=b`, undefined, 422, 'q'],
    ['GET', `${users}?q=%00`, undefined, 422, 'q'],
    ['GET', `${users}?cursor=eyJpZCI6IngifQ`, undefined, 422, 'cursor'],
    ['GET', `${users}/7`, undefined, 422, 'id'],
    ['GET', `${users}/${nobody}`, undefined, 404, null],
    ['PUT', `${users}/x/roles`, { roles: ['stock'] }, 422, 'id'],
    ['PUT', `${users}/${nobody}/roles`, { roles: ['stock'] }, 404, null],
    ['PUT', `${users}/${nobody}/roles`, {}, 422, 'roles'],
    ['PUT', `${users}/${nobody}/roles`, { roles: [] }, 422, 'roles'],
    ['PUT', `${users}/${nobody}/roles`, { roles: 'stock' }, 422, 'roles'],
    ['PUT', `${users}/${nobody}/roles`, { roles: [7] }, 422, 'roles'],
    ['PUT', `${users}/${nobody}/roles`, { roles: ['stock', 'stock'] }, 422, 'roles'],
    ['PUT', `${users}/${nobody}/roles`, { roles: ['king'] }, 422, 'roles'],
    ['PUT', `${users}/${nobody}/roles`, { roles: ['stock'], version: 0 }, 422, 'version'],
    ['PUT', `${users}/${nobody}/roles`, { roles: ['stock'], version: 1.5 }, 422, 'version'],
    ['PUT', `${users}/${nobody}/roles`, { roles: ['stock'], version: '1' }, 422, 'version'],
    ['GET', `${users}?role=${'x'.repeat(41)}`, undefined, 422, 'role'],
    ['GET', `${users}?state=gone`, undefined, 422, 'state'],
    ['GET', `${users}?sort=email`, undefined, 422, 'sort'],
    ['POST', `${users}/x/deactivate`, {}, 422, 'id'],
    ['POST', `${users}/${nobody}/deactivate`, {}, 404, null],
    ['POST', `${users}/${nobody}/deactivate`, { version: '1' }, 422, 'version'],
    ['POST', `${users}/${nobody}/reactivate`, { why: 'x' }, 422, 'why'],
    ['POST', `${users}/${nobody}/reactivate`, {}, 404, null],
    ['GET', `${users}/x/sessions`, undefined, 422, 'id'],
    ['DELETE', `${users}/${nobody}/sessions`, undefined, 404, null],
    ['GET', `${auth}/nothing-here`, undefined, 404, null],
  ])('%s %s with %j is a problem: %i %s', async (method, path, body, status, field) => {
    const answer = await admin.call(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status,
      code: expect.any(String),
      trace_id: expect.any(String),
    });
    if (field) expect(answer.body.errors?.map((error) => error.field)).toContain(field);
  });

  it('refuses a malformed If-Match and a version that contradicts it', async () => {
    const put = (body: unknown, version: string) =>
      admin.call('PUT', `${users}/${nobody}/roles`, body, { 'if-match': version });
    expect((await put({ roles: ['stock'] }, 'abc')).body.errors).toMatchObject([
      { field: 'If-Match' },
    ]);
    expect((await put({ roles: ['stock'], version: 1 }, '"2"')).body.errors).toMatchObject([
      { field: 'version' },
    ]);
  });
});

describe('tokens', () => {
  const me = (token: string) => {
    const caller = stack.caller();
    caller.token = token;
    return caller.call('GET', '/api/v1/auth/me');
  };

  it('that were forged, changed or meant for others open nothing', async () => {
    const elsewhere = await testTokens();
    const [header, payload, signature] = admin.token!.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<
      string,
      unknown
    >;
    const changed = Buffer.from(JSON.stringify({ ...claims, name: 'Mallory' })).toString(
      'base64url',
    );
    const forged = [
      await elsewhere.tokenFor({ permissions: ['users:read'] }),
      `${header}.${changed}.${signature}`,
      `${header}.${payload}.`,
      new UnsecuredJWT(claims).encode(),
      'nonsense',
    ];
    for (const token of forged) {
      expect(await me(token)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    }
    await elsewhere.close();
  });

  it('are verified by other services with the published keys alone', async () => {
    const keys = new RemoteKeys({ url: `${stack.instances[0]!.url}/.well-known/jwks.json` });
    const verifier = new TokenVerifier(keys, { isEnded: () => false });
    await expect(verifier.verifyAccessToken(admin.token)).resolves.toMatchObject({
      name: 'Ada Admin',
      roles: ['admin'],
    });
  });

  it('show no private part of a key', async () => {
    for (const path of ['/.well-known/jwks.json', '/api/v1/.well-known/jwks.json']) {
      const { body } = await stack.caller().call<{ keys: Record<string, string>[] }>('GET', path);
      expect(body.keys).toHaveLength(1);
      expect(Object.keys(body.keys[0]!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    }
  });
});

describe('signing keys', () => {
  it('are shared by all instances, and a new one is published before it signs', async () => {
    const shop = await AuthStack.open({ instances: 2 });
    try {
      const keysOf = (n: number) => shop.instances[n]!.app.get(SigningKeys);
      const first = keysOf(0).current().kid;
      expect(keysOf(1).current().kid).toBe(first);
      const caller = shop.caller();
      await caller.register('keys@example.com');

      await shop.database.query(
        `update auth.signing_keys set created_at = now() - interval '31 days'`,
      );
      await Promise.all([keysOf(0).reload(), keysOf(1).reload()]);
      expect(keysOf(0).published().keys).toHaveLength(2);
      expect(keysOf(0).current().kid).toBe(first);

      await shop.database
        .query(`update auth.signing_keys set signs_from = now() - interval '1 second'
                                  where signs_from > now()`);
      await keysOf(1).reload();
      const second = keysOf(1).current().kid;
      expect(second).not.toBe(first);
      const elsewhere = shop.caller('shop', 1);
      await elsewhere.login('keys@example.com');
      expect(decodeProtectedHeader(elsewhere.token!).kid).toBe(second);
      for (const { token } of [caller, elsewhere]) {
        const other = shop.caller('shop', 0);
        other.token = token;
        expect((await other.call('GET', '/api/v1/auth/me')).status).toBe(200);
      }
    } finally {
      await shop.close();
    }
  });

  it('do not open with another secret: the service says so and does not start', async () => {
    await expect(
      stack.start({
        AUTH_KEY_ENCRYPTION_SECRET: 'another-secret-of-at-least-32-characters',
      }),
    ).rejects.toThrow('AUTH_KEY_ENCRYPTION_SECRET');
  });
});

describe('in production', () => {
  it('guessing is stopped with a time to come back, and cookies need TLS', async () => {
    const shop = await AuthStack.open({
      env: { NODE_ENV: 'production', AUTH_LIMIT_WINDOW_SECONDS: '60' },
    });
    try {
      const owner = shop.caller();
      const { headers } = await owner.register('guessed@example.com');
      expect(headers.getSetCookie()[0]).toMatch(
        /^__Secure-tandem_refresh_shop=[^;]+; Path=\/api\/v1\/auth; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
      );
      // A browser that has the name from before stays signed in and gets the new one.
      const token = owner.refreshCookie!.split('=')[1]!;
      owner.refreshCookie = `tandem_refresh_shop=${token}`;
      const renewed = await owner.refresh();
      expect(renewed.status).toBe(200);
      expect(renewed.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^__Secure-tandem_refresh_shop=[^;]{43};/),
        expect.stringMatching(
          /^tandem_refresh_shop=; Max-Age=0; Path=\/api\/v1\/auth; Expires=Thu, 01 Jan 1970/,
        ),
      ]);
      expect(owner.refreshCookie).toMatch(/^__Secure-/);
      expect((await owner.refresh()).status).toBe(200);
      const left = await owner.call('POST', '/api/v1/auth/logout');
      expect(left.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^__Secure-tandem_refresh_shop=; .*Expires=Thu, 01 Jan 1970/),
      ]);
      await owner.login('guessed@example.com');
      const guesser = shop.caller();
      for (let i = 0; i < 5; i += 1) {
        expect((await guesser.login('guessed@example.com', 'a wrong password')).status).toBe(401);
      }
      const stopped = await guesser.login('guessed@example.com');
      expect(stopped).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
      expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await owner.login('guessed@example.com')).status).toBe(200);
    } finally {
      await shop.close();
    }
  });
});

describe('without Redis', () => {
  it('people register and sign in all the same, and guessing is still limited', async () => {
    const shop = await AuthStack.open({
      env: { REDIS_URL: 'redis://127.0.0.1:1', AUTH_LOGIN_FAILURES: '2' },
    });
    try {
      const caller = shop.caller();
      expect((await caller.register('no-redis@example.com')).status).toBe(201);
      expect((await caller.login('no-redis@example.com')).status).toBe(200);
      for (const status of [401, 401, 429]) {
        expect((await caller.login('no-redis@example.com', 'a wrong password')).status).toBe(
          status,
        );
      }
    } finally {
      await shop.close();
    }
  });
});

describe('the log', () => {
  it('tells of refusals and sign-ins, and never a password, a token or an address', async () => {
    const caller = stack.caller();
    await caller.register('logged@example.com', 'a password not to be logged');
    const { refreshCookie, token } = caller;
    await caller.login('logged@example.com', 'a wrong password not to be logged');
    await caller.call('GET', '/api/v1/admin/users');
    await caller.refresh();
    const log = written.join('');
    expect(log).toContain('"event":"login_failed"');
    expect(log).toContain('"event":"access_denied"');
    expect(log).toContain('"needed":"users:read"');
    for (const secret of [
      'a password not to be logged',
      'a wrong password not to be logged',
      'logged@example.com',
      DEVELOPMENT_PASSWORD,
      refreshCookie!.split('=')[1]!,
      token!,
      caller.token!,
      'argon2id',
    ]) {
      expect(log).not.toContain(secret);
    }
  });
});
