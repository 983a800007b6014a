import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SyncStandIn } from '../../money/payments/spec-support.js';
import type { Person } from '../../testing/shop.js';
import { WholeShop } from '../../testing/whole-shop.js';

interface Schema {
  $ref?: string;
  properties?: Record<string, unknown>;
}
interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}
type Body = Record<string, unknown>;

const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** For each field a body may have: what is asked first, and what is asked instead with the same key. */
const WISHES: Record<string, { path: string; first: Body; instead: Record<string, unknown[]> }> = {
  'POST /api/v1/orders': {
    path: '/orders',
    first: { payment_method: 'balance', expected_total: eur('10.00') },
    instead: {
      payment_method: ['g2a_pay'],
      expected_total: [eur('10.01'), { amount: '10.00', currency: 'USD' }, undefined],
    },
  },
  'POST /api/v1/wallet/top-ups': {
    path: '/wallet/top-ups',
    first: { amount: eur('10.00'), payment_method: 'test' },
    instead: { amount: [eur('10.01')], payment_method: ['g2a_pay'] },
  },
  'POST /api/v1/admin/orders/{id}/refunds': {
    path: '/admin/orders/:id/refunds',
    first: { amount: eur('1.00'), reason: 'Broken', restock: [] },
    instead: {
      amount: [eur('1.01'), undefined],
      reason: ['Lost'],
      restock: [[{ part_id: 1, quantity: 1 }]],
    },
  },
};

// Real here: order, inventory as a process of its own, PostgreSQL. The sync gateway is a stand-in.
describe('an Idempotency-Key stands for everything that was asked with it', () => {
  let shop: WholeShop;
  let document: Document;
  beforeAll(async () => {
    [shop] = await SyncStandIn.openShop(WholeShop);
    const url = shop.instances[0]!.url;
    document = (await (await fetch(`${url}/openapi.json`)).json()) as Document;
  });
  afterAll(() => shop?.close());

  /** Every operation that takes a key, with the fields of its body, as the service itself describes them. */
  function operations(): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const keyed = operation.parameters?.some(({ name }) => /^idempotency-key$/i.test(name));
        if (!keyed) continue;
        const schema = operation.requestBody?.content['application/json']?.schema;
        const named = schema?.$ref
          ? document.components.schemas[schema.$ref.split('/').at(-1)!]
          : schema;
        found.set(`${method.toUpperCase()} ${path}`, Object.keys(named?.properties ?? {}).sort());
      }
    }
    return found;
  }

  async function buyer(): Promise<{ as: Person; orderId: string }> {
    const part = await shop.part({ stock: 5, price: 1_000 });
    const as = await shop.shopper(10_000);
    await shop.fill(as, { [part]: 1 });
    const { body } = await shop.order(as);
    await shop.settled();
    await shop.fill(as, { [part]: 1 });
    return { as, orderId: body.id };
  }

  it('each operation and each of its fields is tried below', () => {
    const fields = Object.entries(WISHES).map(([name, { instead }]) => [
      name,
      Object.keys(instead).sort(),
    ]);
    expect(operations()).toEqual(new Map(fields as [string, string[]][]));
  });

  const cases = Object.entries(WISHES).flatMap(([name, { instead }]) =>
    Object.keys(instead).map((field) => [name, field] as const),
  );
  it.each(cases)('%s: another %s is another wish, and refused', async (name, field) => {
    const { path, first, instead } = WISHES[name]!;
    const { as: owner, orderId } = await buyer();
    const as = path.startsWith('/admin') ? await shop.staff() : owner;
    const headers = { 'idempotency-key': randomUUID() };
    const ask = (body: Body) =>
      shop.call('POST', path.replace(':id', orderId), { as, body, headers });
    const made = await ask(first);
    expect(made.status).toBe(201);
    for (const value of instead[field]!) {
      expect(await ask({ ...first, [field]: value })).toMatchObject({
        status: 422,
        body: { code: 'idempotency_key_reused' },
      });
    }
    expect(await ask(first)).toEqual(made);
  });

  it('what an order was asked with can not be rewritten', async () => {
    const { orderId } = await buyer();
    await expect(
      shop.database.query(`update orders.orders set asked = 'x' where id = $1`, [orderId]),
    ).rejects.toMatchObject({ code: '23000' });
  });
});
