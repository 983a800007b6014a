import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ServiceTokenVerifier } from '@tandem/auth-client';
import { SERVICE_KEYS } from '@tandem/testing';
import { AuthStack, PASSWORD, type Caller } from '../testing/auth-service.js';
import type { SignedInView } from './sign-in.dto.js';

const TOKEN = '0198c5a0-0000-7000-8000-00000000000a.aProofThatNobodyHereCanCheck';
const FAILED = { cart: 'failed', wishlist: 'failed' };
const NOT_NEEDED = { cart: 'not_needed', wishlist: 'not_needed' };

interface Asked {
  path: string;
  authorization: string | undefined;
  body: unknown;
}

/** The order service, as far as a sign-in sees it. */
class Orders {
  asked: Asked[] = [];
  answer: (response: ServerResponse, asked: Asked) => void | Promise<void> = () => undefined;

  private constructor(readonly server: Server) {}

  static async open(): Promise<Orders> {
    const server = createServer();
    const orders = new Orders(server);
    server.on('request', (request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += String(chunk)));
      request.on('end', () => {
        const { authorization } = request.headers;
        const asked = { path: request.url!, authorization, body: JSON.parse(text) as unknown };
        orders.asked.push(asked);
        void orders.answer(response, asked);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return orders;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  answers(status: number, body: unknown): void {
    this.answer = (response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

let orders: Orders;
let stack: AuthStack;
let people = 0;

beforeAll(async () => {
  orders = await Orders.open();
});
// An instance for each test: its circuit breaker remembers the failures of others.
beforeEach(async () => {
  orders.asked = [];
  stack ??= await AuthStack.open({ env: { ORDER_URL: orders.url } });
  await stack.instances.pop()?.stop();
  await stack.start();
});
afterAll(async () => {
  await stack?.close();
  orders?.close();
});

const email = (): string => `shopper-${(people += 1)}@example.com`;
const cookie = (value: string) => ({ cookie: `tandem_guest=${value}` });
const register = (caller: Caller, address: string, headers: Record<string, string> = {}) =>
  caller.call<SignedInView>(
    'POST',
    '/api/v1/auth/register',
    { email: address, password: PASSWORD },
    headers,
  );
const login = (caller: Caller, address: string, headers: Record<string, string> = {}) =>
  caller.call<SignedInView>(
    'POST',
    '/api/v1/auth/login',
    { email: address, password: PASSWORD },
    headers,
  );

describe('who has been a guest until now', () => {
  it('finds the cart in the account, after registering and after signing in', async () => {
    orders.answers(200, { cart: 'moved', wishlist: 'not_needed' });
    const address = email();
    const registered = await register(stack.caller(), address, cookie(TOKEN));
    expect(registered).toMatchObject({
      status: 201,
      body: { migration: { cart: 'moved', wishlist: 'not_needed' } },
    });
    const { id } = registered.body.user;
    expect(orders.asked).toEqual([
      {
        path: '/internal/carts/migrate',
        authorization: expect.stringMatching(/^Bearer /),
        body: { user_id: id, guest_token: TOKEN },
      },
    ]);
    orders.answers(200, NOT_NEEDED);
    // As the cookie is called over TLS.
    const prefixed = { cookie: `tandem_guest=nonsense; __Host-tandem_guest=${TOKEN}` };
    const again = await login(stack.caller(), address, prefixed);
    expect(again).toMatchObject({ status: 200, body: { migration: NOT_NEEDED } });
    expect(orders.asked).toHaveLength(2);
    expect(orders.asked[1]).toMatchObject({ body: { guest_token: TOKEN } });
  });

  it('is signed in before anybody asks for the cart', async () => {
    let sessions: unknown;
    orders.answer = async (response, { body }) => {
      sessions = await stack.database.query(`select id from auth.sessions where user_id = $1`, [
        (body as { user_id: string }).user_id,
      ]);
      response.end('{"cart":"moved","wishlist":"moved"}');
    };
    await register(stack.caller(), email(), cookie(TOKEN));
    expect(sessions).toHaveLength(1);
  });

  it.each<[string, () => void]>([
    ['errs', () => orders.answers(500, { code: 'internal_error' })],
    ['refuses', () => orders.answers(422, { code: 'validation_failed', detail: 'no' })],
    ['answers nonsense', () => (orders.answer = (response) => void response.end('<html>'))],
    ['hangs up', () => (orders.answer = (response) => void response.destroy())],
  ])('is signed in all the same when the order service %s, and told so', async (_how, arrange) => {
    arrange();
    const caller = stack.caller();
    const { status, body } = await register(caller, email(), cookie(TOKEN));
    expect({ status, migration: body.migration }).toEqual({ status: 201, migration: FAILED });
    caller.token = body.access_token;
    expect((await caller.call('GET', '/api/v1/auth/me')).status).toBe(200);
  });

  it('does not wait for an order service that hangs', async () => {
    orders.answer = () => undefined;
    const { status, body } = await register(stack.caller(), email(), cookie(TOKEN));
    expect({ status, migration: body.migration }).toEqual({ status: 201, migration: FAILED });
  });

  it('is signed in when there is no order service at all', async () => {
    await stack.start({ ORDER_URL: 'http://127.0.0.1:9' });
    await stack.instances.shift()!.stop();
    const { status, body } = await register(stack.caller(), email(), cookie(TOKEN));
    expect({ status, migration: body.migration }).toEqual({ status: 201, migration: FAILED });
  });
});

describe('nobody asks the order service', () => {
  beforeEach(() => orders.answers(200, { cart: 'moved', wishlist: 'moved' }));

  it.each<[string, Record<string, string>]>([
    ['for who brings no guest’s cookie', {}],
    ['for a cookie that no shop has made', cookie('a b')],
    ['for an endless cookie', cookie('x'.repeat(201))],
    ['for an empty one', cookie('')],
    ['for who signs in to the admin panel', { ...cookie(TOKEN), 'x-tandem-site': 'admin' }],
  ])('%s', async (_why, headers) => {
    const { status, body } = await register(stack.caller(), email(), headers);
    expect({ status, migration: body.migration }).toEqual({ status: 201, migration: NOT_NEEDED });
    expect(orders.asked).toEqual([]);
  });

  it('for who gives a wrong password', async () => {
    const address = email();
    await register(stack.caller(), address);
    const body = { email: address, password: 'another password' };
    const refused = await stack.caller().call('POST', '/api/v1/auth/login', body, cookie(TOKEN));
    expect(refused.status).toBe(401);
    expect(orders.asked).toEqual([]);
  });
});

it('the order service knows who asks', async () => {
  orders.answers(200, NOT_NEEDED);
  await register(stack.caller(), email(), cookie(TOKEN));
  const token = orders.asked[0]!.authorization!.replace('Bearer ', '');
  const order = new ServiceTokenVerifier('order', SERVICE_KEYS.split(','));
  await expect(order.verify(token)).resolves.toEqual({ service: 'auth' });
});
