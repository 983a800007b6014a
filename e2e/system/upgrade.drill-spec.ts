import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readEnv } from '@tandem/config';
import { startStack, type StackHandle } from '@tandem/stack';
import { proofSize } from '@tandem/testing';
import { audit, givenUp, settled } from './audit.js';
import { Balancers } from './balancers.js';
import { call, eventually, type Part, Staff } from './client.js';
import { testHome } from './home.js';
import { readTopic } from './kafka.js';
import { Load } from './load.js';
import { Marketplace, type Buyer, type OrderAnswer } from './marketplace.js';
import { everyoneKnowsTokens, TWO_OF_EACH } from './replaced.js';
import { Shopper } from './shopper.js';

jest.setTimeout(1_800_000);

const THIS_VERSION = join(import.meta.dirname, '..', '..');
const FORMER_VERSION = readEnv()['TANDEM_FORMER_VERSION'] ?? '';
const READS_PER_SECOND = proofSize(500);
const SHELF = 1_000_000;
const PAGES = 4;

/** What somebody was told is saved. */
interface Saved {
  versions: Map<number, number[]>;
  carts: Map<Buyer, number>;
  orders: { buyer: Buyer; id: string }[];
}

/** Real: two versions of the whole product, each built from its own sources, on one database. */
describe('up by one version and down again, under requests', () => {
  let stack: StackHandle;
  let staff: Staff;
  let market: Marketplace;
  let load: Load;
  const balancers = new Balancers();
  const pages: Shopper[] = [];
  const saved: Saved = { versions: new Map(), carts: new Map(), orders: [] };

  beforeAll(async () => {
    const home = testHome('upgrade');
    stack = await startStack({
      home,
      version: FORMER_VERSION,
      mode: 'distributed',
      frontDoors: 'free',
      replicas: TWO_OF_EACH,
      detour: balancers.lead,
      say: (message) => process.stdout.write(`${message}\n`),
    });
    balancers.know(stack.info.services);
    staff = await Staff.signIn(stack.info.admin);
    market = new Marketplace(stack, staff, Marketplace.faultFile(home));
  });
  afterAll(async () => {
    await load?.end();
    pages.forEach((page) => page.close());
    await market?.close();
    await stack?.stop();
    balancers.close();
  });

  function editStock(part: Part): void {
    const versions: number[] = [];
    saved.versions.set(part.id, versions);
    load.add('stock edit', async () => {
      const answer = await staff.putStock(part.id, { current_stock: SHELF + versions.length });
      if (answer.status === 200) versions.push(answer.body.version);
      return answer;
    });
  }

  /** Saves a quantity, and at once looks whether it is there. */
  function fillCart(buyer: Buyer, part: Part): void {
    load.add('cart', async () => {
      const quantity = ((saved.carts.get(buyer) ?? 0) % 5) + 1;
      const put = await market.shop(buyer, 'PUT', `/cart/items/${part.id}`, { quantity });
      if (put.status !== 200) return put;
      saved.carts.set(buyer, quantity);
      const cart = await cartOf(buyer);
      const wanted = [[part.id, quantity]];
      if (JSON.stringify(cart.lines) === JSON.stringify(wanted)) return cart;
      return { status: cart.status === 200 ? 0 : cart.status, body: { cart, wanted } };
    });
  }

  async function cartOf(buyer: Buyer) {
    const { status, body } = await market.shop<{ items: { part_id: number; quantity: number }[] }>(
      buyer,
      'GET',
      '/cart',
    );
    return { status, body, lines: body.items?.map((line) => [line.part_id, line.quantity]) };
  }

  function order(buyer: Buyer, part: Part): void {
    load.add('order', async () => {
      await pause(1000);
      const line = { part_id: part.id, quantity: 1 };
      const filled = await market.shop(buyer, 'POST', '/cart/items', line);
      if (filled.status > 299) return filled;
      const placed = await market.shop<OrderAnswer>(
        buyer,
        'POST',
        '/orders',
        { payment_method: 'balance' },
        { 'idempotency-key': crypto.randomUUID() },
      );
      if (placed.status === 201) saved.orders.push({ buyer, id: placed.body.id });
      return placed;
    });
  }

  async function replaceAll(partId: number, version: string): Promise<void> {
    for (const number of [1, 2]) {
      for (const service of Object.keys(TWO_OF_EACH)) {
        await stack.restart(service, number, version);
        await eventually(() => everyoneKnowsTokens(stack, staff, partId));
        nothingFailed(`${service}-${number}`);
      }
    }
  }

  /** Asked again and again: who tries a version out wants to hear of what it breaks at once. */
  function nothingFailed(since: string): void {
    expect([since, load.failures.slice(0, 5)]).toEqual([since, []]);
  }

  async function feedSince(after: number): Promise<Set<string>> {
    const told = new Set<string>();
    for (;;) {
      const { body } = await call<{
        items: { type: string; part_id: number; version: number }[];
        next_after: number;
      }>(`${stack.info.shop}/api/v1/changes?after=${after}&limit=500`);
      for (const { type, part_id, version } of body.items)
        if (type.startsWith('stock.')) told.add(`${part_id} ${version}`);
      if (body.items.length === 0) return told;
      after = body.next_after;
    }
  }

  it('loses no request, no event, no cart and no order', async () => {
    const api = `${stack.info.shop}/api/v1`;
    const [first, second, sold] = await Promise.all(
      ['Upgraded axle', 'Upgraded wheel', 'Sold spoke'].map((name) =>
        staff.createPart(name, SHELF),
      ),
    );
    const parts = [first!, second!];
    const buyers = await market.registerBuyers(9);
    const [carts, shoppers] = [buyers.slice(0, 6), buyers.slice(6)];
    for (const buyer of shoppers) await market.fund(buyer, 1_000_000);
    for (const buyer of carts)
      await market.shop(buyer, 'POST', '/cart/items', { part_id: first!.id, quantity: 1 });
    await eventually(() => everyoneKnowsTokens(stack, staff, first!.id));
    for (let n = 0; n < PAGES; n += 1)
      pages.push(
        new Shopper(
          stack.info.shop,
          parts.map(({ id }) => id),
        ),
      );
    await Promise.all(pages.map((page) => page.ready()));
    const { body: feed } = await call<{ next_after: number }>(`${api}/changes?after=latest`);

    load = new Load();
    load.addCrowd('part', READS_PER_SECOND * 0.6, () => call(`${api}/parts/${first!.id}`));
    load.addCrowd('list', READS_PER_SECOND * 0.3, () => call(`${api}/parts?limit=5`));
    load.addCrowd('page', READS_PER_SECOND * 0.1, () =>
      call(`${stack.info.shop}/parts/${second!.id}`),
    );
    parts.forEach(editStock);
    carts.forEach((buyer) => fillCart(buyer, first!));
    shoppers.forEach((buyer) => order(buyer, sold!));
    for (const path of ['events', 'audit?limit=5', 'consistency/reads'])
      load.add(path, () =>
        call(`${stack.info.admin}/api/v1/admin/${path}`, { token: staff.token }),
      );

    await stack.migrate(THIS_VERSION);
    nothingFailed('migration');
    await replaceAll(first!.id, THIS_VERSION);
    const up = { ...figures(), since: 'up' };
    await replaceAll(first!.id, FORMER_VERSION);
    const figuresOfAll = { ...figures(), since: 'up and down' };
    await load.end();
    process.stdout.write(`${JSON.stringify([up, figuresOfAll])}\n`);

    nothingFailed('all');
    for (const page of pages) {
      for (const [part, versions] of saved.versions) await page.sawAll(part, versions);
      expect(page.resyncs).toBe(0);
    }
    const wanted = [...saved.versions].flatMap(([part, all]) => all.map((one) => `${part} ${one}`));
    await eventually(async () => {
      const told = await feedSince(feed.next_after);
      expect(wanted.filter((one) => !told.has(one))).toEqual([]);
    });
    const events = await readTopic(stack.info.kafka!, 'tandem.inventory.stock');
    const published = new Set(events.map(({ data }) => `${data.part_id} ${data.version}`));
    expect(wanted.filter((one) => !published.has(one))).toEqual([]);
    for (const [buyer, quantity] of saved.carts)
      expect((await cartOf(buyer)).lines).toEqual([[first!.id, quantity]]);

    await settled(market);
    for (const { buyer, id } of saved.orders) {
      const { body } = await market.shop<OrderAnswer>(buyer, 'GET', `/orders/${id}`);
      expect([id, body.status]).toEqual([
        id,
        expect.stringMatching(/^(paid|fulfilment_requested|completed)$/),
      ]);
    }
    expect(await givenUp(market)).toEqual([]);
    expect(await audit(market, new Map([[sold!.id, SHELF]]))).toEqual([]);
  });

  const figures = () => ({
    asked: load.asked,
    perSecond: Math.round(load.perSecond),
    failed: load.failures.length,
    edits: [...saved.versions.values()].flat().length,
    orders: saved.orders.length,
  });
});
