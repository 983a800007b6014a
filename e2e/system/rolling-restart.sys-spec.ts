import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { startStack, type StackHandle } from '@tandem/stack';
import { proofSize } from '@tandem/testing';
import { call, eventually, Staff } from './client.js';
import { testHome } from './home.js';

/** All that a visitor's request may meet; the sockets of realtime-gateway come back by themselves. */
const SERVICES = [
  ...[
    'auth',
    'catalog',
    'inventory',
    'order',
    'sync-gateway',
    'realtime-gateway',
    'watcher',
    'operations',
  ],
];
const TWO = Object.fromEntries(SERVICES.map((name) => [name, 2]));
const PASSWORD = 'Correct-horse-battery-9';
/** Between two requests of one visitor: a load that this machine carries beside the starts. */
const THINK_MS = 100;

interface Failure {
  what: string;
  status: number;
  body: unknown;
}

/** Visitors who read, sign in, fill carts and edit stock, each one request after another, until they are told to end. */
class Load {
  readonly failures: Failure[] = [];
  private readonly stop = new AbortController();
  private readonly visitors: Promise<void>[] = [];
  asked = 0;

  add(what: string, ask: () => Promise<{ status: number; body: unknown }>): void {
    this.visitors.push(this.visit(what, ask));
  }

  async end(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.visitors);
  }

  private async visit(
    what: string,
    ask: () => Promise<{ status: number; body: unknown }>,
  ): Promise<void> {
    while (!this.stop.signal.aborted) {
      this.asked += 1;
      const { status, body } = await ask().catch((error: unknown) => ({
        status: 0,
        body: String(error),
      }));
      if (status < 200 || status > 299) this.failures.push({ what, status, body });
      await pause(THINK_MS);
    }
  }
}

describe('a rolling restart of two instances a service, under load', () => {
  let stack: StackHandle;
  let staff: Staff;
  beforeAll(async () => {
    stack = await startStack({
      home: testHome('rolling'),
      mode: 'distributed',
      frontDoors: 'free',
      replicas: TWO,
    });
    staff = await Staff.signIn(stack.info.admin);
  });
  afterAll(() => stack?.stop());

  async function shopper(): Promise<{ email: string; token: string }> {
    const email = `rolling-${crypto.randomUUID()}@tandem.test`;
    const { status, body } = await call<{ access_token: string }>(
      `${stack.info.shop}/api/v1/auth/register`,
      { method: 'POST', body: { email, password: PASSWORD } },
    );
    expect(status).toBe(201);
    return { email, token: body.access_token };
  }

  /** A service starts without auth; who is signed in is told to wait until it has learnt auth's keys. */
  async function everyoneKnowsTokens(partId: number): Promise<void> {
    const reads: Record<string, string> = {
      catalog: `/admin/parts/${partId}`,
      inventory: `/admin/parts/${partId}/stock`,
      order: '/cart',
      'realtime-gateway': '/admin/events',
      operations: '/admin/audit?limit=1',
      watcher: '/admin/consistency/reads',
    };
    for (const [service, path] of Object.entries(reads)) {
      for (const url of stack.info.services[service]!) {
        const { status } = await call(`${url}/api/v1${path}`, { token: staff.token });
        expect([service, url, status]).toEqual([service, url, 200]);
      }
    }
  }

  it('loses no request', async () => {
    const api = `${stack.info.shop}/api/v1`;
    const part = await staff.createPart('Unmoved mover', 5);
    await staff.putStock(part.id, { current_stock: 100 });
    const { token } = await shopper();
    // Somebody else: an account keeps so many sessions, and the oldest ends with the next sign-in.
    const { email } = await shopper();
    await eventually(() => everyoneKnowsTokens(part.id));
    const load = new Load();
    load.add('part page', () => call(`${api}/parts/${part.id}`));
    load.add('list of parts', () => call(`${api}/parts?limit=5`));
    load.add('cart', () => call(`${api}/cart`, { token }));
    const line = { part_id: part.id, quantity: 1 };
    await call(`${api}/cart/items`, { method: 'POST', token, body: line });
    load.add('into the cart', () =>
      call(`${api}/cart/items/${part.id}`, { method: 'PUT', token, body: { quantity: 2 } }),
    );
    let stock = 100;
    load.add('stock edit', () => staff.putStock(part.id, { current_stock: (stock += 1) }));
    load.add('live events', () =>
      call(`${stack.info.admin}/api/v1/admin/events`, { token: staff.token }),
    );
    load.add('audit log', () =>
      call(`${stack.info.admin}/api/v1/admin/audit?limit=5`, { token: staff.token }),
    );
    load.add('sign-in', async () => {
      await pause(500);
      const body = { email, password: PASSWORD };
      return call(`${api}/auth/login`, { method: 'POST', body });
    });
    // In CI one instance of each; the rest are the same programs.
    const instances = proofSize(2, 1);
    for (let number = 1; number <= instances; number += 1) {
      // Auth by itself: whoever starts meanwhile could not learn its keys from the one address that is in the settings.
      for (const together of [
        ['auth'],
        ['order', 'catalog'],
        ['inventory', 'sync-gateway', 'realtime-gateway', 'watcher', 'operations'],
      ]) {
        await Promise.all(together.map((service) => stack.restart(service, number)));
        await eventually(() => everyoneKnowsTokens(part.id));
      }
    }
    await load.end();
    expect(load.failures).toEqual([]);
    expect(load.asked).toBeGreaterThan(100);
  });
});
