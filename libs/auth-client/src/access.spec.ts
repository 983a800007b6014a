import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { logger } from '@tandem/observability';
import { ProblemFilter } from '@tandem/http';
import { SERVICE_KEYS, serviceToken } from '@tandem/testing';
import { SignJWT, createLocalJWKSet, exportJWK, generateKeyPair } from 'jose';
import {
  Authenticated,
  CalledBy,
  OptionallyAuthenticated,
  Public,
  RequirePermission,
} from './access-rule.js';
import type { AuthUser } from './auth-user.js';
import { AuthModule } from './auth.module.js';
import { CurrentService, CurrentUser, MaybeUser } from './current-user.js';
import type { RequestsPerMinute } from './request-limits.js';
import { requestsPerMinute } from './request-limits.js';
import { assertRoutesDeclared, listRoutes } from './routes.js';

@Controller('shop')
@Authenticated()
class ShopController {
  @Get('open')
  @Public()
  open() {
    return 'open';
  }

  @Get('cart')
  @OptionallyAuthenticated()
  cart(@MaybeUser() user: AuthUser | undefined) {
    return user?.name ?? 'a guest';
  }

  @Get('mine')
  mine(@CurrentUser() user: AuthUser) {
    return user.name;
  }

  @Post('stock')
  @RequirePermission('stock:write')
  stock() {
    return 'written';
  }
}

@Controller('internal/shop')
@CalledBy('order')
class InternalController {
  @Get()
  internal(@CurrentService() caller: { service: string }) {
    return caller.service;
  }
}

@Controller('internal/open')
@Public()
class MisplacedController {
  @Get()
  open() {
    return 'hidden by the front doors only';
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  forgotten() {
    return 'nobody thought of who may read this';
  }
}

const pair = await generateKeyPair('EdDSA');
const keys = createLocalJWKSet({
  keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'EdDSA' }],
});
const KEYS = Symbol('keys');

@Module({
  providers: [{ provide: KEYS, useValue: { generation: 1, getKey: keys } }],
  exports: [KEYS],
})
class TestKeysModule {}

async function start(controllers: Type[], limits?: RequestsPerMinute) {
  const keySource = { imports: [TestKeysModule], token: KEYS };
  const auth = AuthModule.forRoot('inventory', {
    jwksUrl: 'http://auth/keys',
    serviceKeys: SERVICE_KEYS.split(','),
    databaseUrl: '',
    endedSessions: { isEnded: (sessionId) => sessionId === 'ended' },
    keySource,
    limits,
  });
  const module = await Test.createTestingModule({ imports: [auth], controllers }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), {
    logger: false,
  });
  app.useGlobalFilters(new ProblemFilter(logger('test', { level: 'silent' })));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

const tokenOf = (permissions: string[], life = '15m', id = 'ada') =>
  new SignJWT({ name: 'Ada', roles: [], permissions, sid: 'session' })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k' })
    .setSubject(id)
    .setIssuer('tandem-auth')
    .setAudience('tandem')
    .setExpirationTime(life)
    .sign(pair.privateKey);

describe('a service that refuses by default', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await start([ShopController, InternalController, ForgottenController]);
  });
  afterAll(() => app.close());

  async function call(method: 'GET' | 'POST', url: string, token?: string) {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const { statusCode, body } = await app.inject({ method, url, headers });
    return { status: statusCode, body };
  }

  it('lets everybody call a public handler, whatever token they bring', async () => {
    expect(await call('GET', '/shop/open')).toEqual({ status: 200, body: 'open' });
    expect((await call('GET', '/shop/open', 'rubbish')).status).toBe(200);
  });

  it('asks for a sign-in where the controller says so', async () => {
    expect((await call('GET', '/shop/mine')).status).toBe(401);
    expect((await call('GET', '/shop/mine', 'rubbish')).status).toBe(401);
    expect(await call('GET', '/shop/mine', await tokenOf([]))).toEqual({
      status: 200,
      body: 'Ada',
    });
  });

  it('knows who is signed in where nobody has to be, and takes nobody for a guest who brings a bad token', async () => {
    expect(await call('GET', '/shop/cart')).toEqual({ status: 200, body: 'a guest' });
    expect(await call('GET', '/shop/cart', await tokenOf([]))).toEqual({
      status: 200,
      body: 'Ada',
    });
    expect((await call('GET', '/shop/cart', 'rubbish')).status).toBe(401);
    expect((await call('GET', '/shop/cart', await tokenOf([], '-1m'))).status).toBe(401);
    for (const authorization of ['', 'Bearer', 'Basic YTpi']) {
      const answer = await app.inject({ url: '/shop/cart', headers: { authorization } });
      expect(answer.statusCode).toBe(401);
    }
  });

  it('asks for the very permission a handler names', async () => {
    expect((await call('POST', '/shop/stock')).status).toBe(401);
    const refused = await call(
      'POST',
      '/shop/stock',
      await tokenOf(['stock:read', 'content:write']),
    );
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'forbidden', status: 403 });
    expect((await call('POST', '/shop/stock', await tokenOf(['stock:write']))).status).toBe(201);
  });

  it('lets only the services that a handler names into it', async () => {
    expect((await call('GET', '/internal/shop')).status).toBe(401);
    expect((await call('GET', '/internal/shop', await tokenOf(['users:write']))).status).toBe(401);
    const order = await serviceToken('order', 'inventory');
    expect(await call('GET', '/internal/shop', order)).toEqual({ status: 200, body: 'order' });
    expect((await call('GET', '/shop/mine', order)).status).toBe(401);
    const elsewhere = await serviceToken('order', 'auth');
    expect((await call('GET', '/internal/shop', elsewhere)).status).toBe(401);
    const refused = await call('GET', '/internal/shop', await serviceToken('auth', 'inventory'));
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'forbidden', status: 403 });
  });

  it('refuses a handler nobody declared a rule for, to anybody', async () => {
    expect((await call('GET', '/forgotten')).status).toBe(403);
    expect((await call('GET', '/forgotten', await tokenOf(['users:write']))).status).toBe(403);
  });
});

describe('the list of routes', () => {
  it('names every route with its rule', async () => {
    const app = await start([ShopController, InternalController]);
    expect(
      assertRoutesDeclared(app).map(({ method, path, rule }) => `${method} ${path} ${rule?.kind}`),
    ).toEqual([
      'GET /internal/shop internal',
      'GET /shop/cart optional',
      'GET /shop/mine authenticated',
      'GET /shop/open public',
      'POST /shop/stock permission',
    ]);
    await app.close();
  });

  it('fails on a route without one', async () => {
    const app = await start([ShopController, ForgottenController]);
    expect(() => assertRoutesDeclared(app)).toThrow(
      'GET /forgotten (ForgottenController.forgotten)',
    );
    expect(listRoutes(app)).toHaveLength(5);
    await app.close();
  });

  it('fails on a route under /internal that names no callers', async () => {
    const app = await start([ShopController, MisplacedController]);
    expect(() => assertRoutesDeclared(app)).toThrow(
      'GET /internal/open (MisplacedController.open)',
    );
    await app.close();
  });

  it('refuses two rules on one handler', () => {
    const declareTwice = () => {
      class Twice {
        @Public()
        @Authenticated()
        handler() {
          return undefined;
        }
      }
      return Twice;
    };
    expect(declareTwice).toThrow('two access rules');
  });
});

describe('what one account may ask for in a minute', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await start([ShopController, InternalController], { customer: 3, staff: 6 });
  });
  afterAll(() => app.close());

  async function answers(times: number, url: string, token?: string): Promise<number[]> {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const all: number[] = [];
    for (let n = 0; n < times; n += 1)
      all.push((await app.inject({ method: 'GET', url, headers })).statusCode);
    return all;
  }

  it('is less for a customer than for staff, and of each account its own', async () => {
    const [customer, other] = [await tokenOf([], '15m', 'cora'), await tokenOf([], '15m', 'carl')];
    expect(await answers(4, '/shop/mine', customer)).toEqual([200, 200, 200, 429]);
    // With another token, too.
    expect(await answers(1, '/shop/cart', await tokenOf([], '14m', 'cora'))).toEqual([429]);
    expect(await answers(1, '/shop/mine', other)).toEqual([200]);
    const staff = await tokenOf(['stock:read'], '15m', 'stan');
    expect(await answers(7, '/shop/mine', staff)).toEqual([200, 200, 200, 200, 200, 200, 429]);
  });

  it('is said with when to come back', async () => {
    const headers = { authorization: `Bearer ${await tokenOf([], '15m', 'cleo')}` };
    const ask = () => app.inject({ method: 'GET', url: '/shop/mine', headers });
    for (let n = 0; n < 3; n += 1) await ask();
    const refused = await ask();
    expect(refused.json()).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('keeps nobody from what is public, and services from nothing', async () => {
    expect(await answers(8, '/shop/open', await tokenOf([], '15m', 'cora'))).not.toContain(429);
    expect(await answers(8, '/shop/cart')).not.toContain(429);
    const service = await serviceToken('order', 'inventory');
    expect(await answers(8, '/internal/shop', service)).not.toContain(429);
  });

  it('follows the settings, and is hardly anything in development', () => {
    const settings = { customerRequestsPerMinute: 0, staffRequestsPerMinute: 0 };
    const of = (nodeEnv: string, more = {}) => requestsPerMinute({ nodeEnv, ...settings, ...more });
    expect(of('production')).toEqual({ customer: 600, staff: 3_000 });
    expect(of('development')).toEqual({ customer: 100_000, staff: 100_000 });
    expect(of('production', { customerRequestsPerMinute: 9 })).toMatchObject({ customer: 9 });
  });
});
