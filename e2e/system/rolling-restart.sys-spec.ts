import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { startStack, type StackHandle } from '@tandem/stack';
import { proofSize } from '@tandem/testing';
import { call, eventually, Staff } from './client.js';
import { testHome } from './home.js';
import { Load } from './load.js';
import { everyoneKnowsTokens, TWO_OF_EACH } from './replaced.js';

const PASSWORD = 'Correct-horse-battery-9';

describe('a rolling restart of two instances a service, under load', () => {
  let stack: StackHandle;
  let staff: Staff;
  beforeAll(async () => {
    stack = await startStack({
      home: testHome('rolling'),
      mode: 'distributed',
      frontDoors: 'free',
      replicas: TWO_OF_EACH,
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

  it('loses no request', async () => {
    const api = `${stack.info.shop}/api/v1`;
    const part = await staff.createPart('Unmoved mover', 5);
    await staff.putStock(part.id, { current_stock: 100 });
    const { token } = await shopper();
    // Somebody else: an account keeps so many sessions, and the oldest ends with the next sign-in.
    const { email } = await shopper();
    await eventually(() => everyoneKnowsTokens(stack, staff, part.id));
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
        await eventually(() => everyoneKnowsTokens(stack, staff, part.id));
      }
    }
    await load.end();
    expect(load.failures).toEqual([]);
    expect(load.asked).toBeGreaterThan(100);
  });
});
