import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { proofSeed, proofSize } from '@tandem/testing';
import { setTimeout as pause } from 'node:timers/promises';
import { startStack, type StackHandle } from '@tandem/stack';
import { audit, settled } from './audit.js';
import { call, eventually, Staff, type Part } from './client.js';
import type { History } from './histories.js';
import { testHome } from './home.js';
import { Marketplace, type OrderAnswer } from './marketplace.js';

jest.setTimeout(900_000);

const BUYERS = 5;
const ATTEMPTS = proofSize(1_000);
/** Rows of one moment in which the shop's parts lie; a page has 200. */
const ROWS = proofSize(5_000, 500);
const RUSH_SECONDS = proofSize(30);
const RUSH_PER_SECOND = 1_000;
/** Changes that come in one call of the warehouse's control side, and are one hint. */
const RUSH_AT_ONCE = 50;
/** The shop promises the warehouse to ask no more often, however many hints come. */
const ASKED_AT_MOST_EVERY_MS = 150;

const one: History = {
  basket: [{ part: 0, quantity: 1 }],
  method: 'balance',
  wallet: 1_000,
  pays: 'pays',
  sends: 1,
  afterwards: 'nothing',
};

interface Level {
  sku: string;
  quantity: number;
  counted_through: number;
}

/** The whole product and the simulated warehouse: both count the same pieces. */
describe('what the warehouse counts and what the shop sells', () => {
  let stack: StackHandle;
  let staff: Staff;
  let market: Marketplace;

  beforeAll(async () => {
    proofSeed();
    const home = testHome('warehouse');
    stack = await startStack({
      home,
      mode: 'distributed',
      frontDoors: 'free',
      durable: false,
      calmAfterMs: 1,
      env: {
        TANDEM_FAULT_FILE: Marketplace.faultFile(home),
        WAREHOUSE_POLL_MS: '500',
        ORDER_UNPAID_SHARE_PERCENT: '100',
      },
    });
    staff = await Staff.signIn(stack.info.admin);
    market = new Marketplace(stack, staff, Marketplace.faultFile(home));
    market.disarm();
  });
  afterAll(async () => {
    await market?.close();
    await stack?.stop();
  });

  async function warehouse<T>(path: string, body?: object): Promise<T> {
    const url = `${stack.info.simulators['inventory']}/_sim/${path}`;
    const answer = await call<T>(url, body ? { method: 'POST', body } : {});
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  const shelve = (...items: { sku: string; quantity?: number; delta?: number }[]) =>
    warehouse('stock', { items });
  const shelfOf = async (sku: string) => {
    const { items } = await warehouse<{ items: Level[] }>('stock');
    return items.find((level) => level.sku === sku)!;
  };
  const stockIs = (part: Part, current: number, reserved = 0) =>
    eventually(async () =>
      expect((await staff.stock(part.id)).body).toMatchObject({
        current_stock: current,
        reserved_quantity: reserved,
      }),
    );

  it.each(['warehouse.page_read', 'warehouse.page_taken'])(
    'a gateway that is killed at %s loses none of many pages of one moment',
    async (point) => {
      const parts = [];
      for (let n = 0; n < 5; n += 1) parts.push(await staff.createPart('Counted cog', 0));
      const updated_at = new Date().toISOString();
      const rows = Array.from({ length: ROWS }, (_, n) => ({ sku: `${point}-${n}`, quantity: n }));
      for (const [n, { sku }] of parts.entries()) {
        rows[Math.floor(((n + 1) * ROWS) / 6)] = { sku, quantity: 100 + n };
      }
      const items = rows.map((row) => ({ ...row, updated_at }));
      market.arm(point);
      for (let from = 0; from < ROWS; from += 500) {
        await warehouse('stock', { items: items.slice(from, from + 500) });
      }
      for (const [n, part] of parts.entries()) await stockIs(part, 100 + n);
      await stack.whenReady();
      expect(market.disarm()).toBe(false);
    },
  );

  it('a hint is on the page of the shop without waiting for the next poll', async () => {
    const part = await staff.createPart('Hinted hub', 0);
    await warehouse('settings', { webhook: true });
    await shelve({ sku: part.sku, quantity: 12 });
    await eventually(async () => {
      const { body } = await call<Part>(`${stack.info.shop}/api/v1/parts/${part.id}`);
      expect(body.stock).toMatchObject({ current_stock: 12, available_stock: 12 });
    });
    await warehouse('settings', { webhook: false });
  });

  it(`${RUSH_PER_SECOND} changes of one SKU a second, for ${RUSH_SECONDS} s: the shop asks no more often for it, and the last one holds`, async () => {
    const part = await staff.createPart('Rushed ring', 0);
    const calls = async () =>
      (await warehouse<{ items: unknown[] }>('requests?path=/v1/stock')).items.length;
    await warehouse('settings', { webhook: true });
    const [before, began] = [await calls(), performance.now()];
    let changes = 0;
    while (changes < RUSH_SECONDS * RUSH_PER_SECOND) {
      await pause(began + (changes * 1_000) / RUSH_PER_SECOND - performance.now());
      const quantities = Array.from({ length: RUSH_AT_ONCE }, () => (changes += 1));
      await shelve(...quantities.map((quantity) => ({ sku: part.sku, quantity })));
    }
    await stockIs(part, changes);
    await warehouse('settings', { webhook: false });
    const [asked, tookMs] = [(await calls()) - before, performance.now() - began];
    // One more that began before, and one whose hint came at the end.
    expect(asked).toBeLessThanOrEqual(tookMs / ASKED_AT_MOST_EVERY_MS + 2);
    const announced = await market.query<{ quantity: number }>(
      `select (payload->>'quantity')::int as quantity from sync.outbox
        where type = 'external_stock.changed' and payload->>'sku' = $1 order by seq`,
      [part.sku],
    );
    const quantities = announced.map(({ quantity }) => quantity);
    expect(quantities).toEqual([...new Set(quantities)].sort((a, b) => a - b));
    expect(quantities.at(-1)).toBe(changes);
    expect(quantities.length).toBeLessThanOrEqual(asked);
    process.stdout.write(
      `rush: ${changes} changes in ${Math.round(tookMs)} ms, ${asked} calls, ${quantities.length} announced\n`,
    );
  });

  it('8 of 10 are held: 10 leaves 2 free, 3 is a shortfall of 5, and the unpaid order ends with its hold', async () => {
    const part = await staff.createPart('Short shaft', 0);
    const [buyer] = await market.registerBuyers(1);
    await shelve({ sku: part.sku, quantity: 10 });
    await stockIs(part, 10);
    const line = { part_id: part.id, quantity: 8 };
    expect(await market.shop(buyer!, 'POST', '/cart/items', line)).toMatchObject({ status: 200 });
    const key = { 'idempotency-key': crypto.randomUUID() };
    const body = { payment_method: 'g2a_pay' };
    const order = await market.shop<OrderAnswer>(buyer!, 'POST', '/orders', body, key);
    expect([order.status, order.body.code]).toEqual([201, undefined]);
    await shelve({ sku: part.sku, delta: 0 });
    await stockIs(part, 10, 8);
    await shelve({ sku: part.sku, quantity: 3 });
    await eventually(async () => {
      const told = await market.query<{ missing: number; held: number; announced: number }>(
        `select (payload->>'missing')::int as missing, (payload->>'held')::int as held,
                (payload->>'announced')::int as announced
           from inventory.outbox where type = 'shortfall.changed' and (payload->>'part_id')::int = $1 order by seq`,
        [part.id],
      );
      expect(told[0]).toEqual({ missing: 5, held: 8, announced: 3 });
    });
    await stockIs(part, 3);
    const [reservation] = await market.query<{ state: string }>(
      `select state from inventory.reservations where order_id = $1`,
      [order.body.id],
    );
    expect(reservation!.state).toBe('expired');
    await eventually(async () =>
      expect((await market.shop(buyer!, 'GET', `/orders/${order.body.id}`)).body).toMatchObject({
        status: 'failed',
        reason: 'stock_lost',
      }),
    );
  });

  it(`${ATTEMPTS} sales and older figures race, the gateway dies: both books say the same`, async () => {
    const part = await staff.createPart('Raced rotor', 0);
    const shelf = Math.floor(ATTEMPTS * 0.8);
    await shelve({ sku: part.sku, quantity: shelf });
    await stockIs(part, shelf);
    const buyers = await market.registerBuyers(BUYERS);

    let racing = true;
    const recounts = (async () => {
      for (let n = 0; racing; n += 1) {
        await warehouse('settings', { count_after_ms: (n * 37) % 400 });
        await shelve({ sku: part.sku, delta: 0 });
      }
    })();
    market.arm('warehouse.sales_sent');
    await Promise.all(
      buyers.map(async (buyer) => {
        for (let n = 0; n < ATTEMPTS / BUYERS; n += 1) {
          await market.fund(buyer, one.wallet);
          await market.live(buyer, one, [part.id]);
        }
      }),
    );
    racing = false;
    await recounts;
    await settled(market);

    const [{ sold }] = (await market.query<{ sold: number }>(
      `select coalesce(sum(quantity), 0)::int as sold from inventory.sales where part_id = $1`,
      [part.id],
    )) as [{ sold: number }];
    expect(sold).toBeGreaterThan(0);
    expect(sold).toBeLessThanOrEqual(shelf);
    await eventually(async () => {
      expect((await shelfOf(part.sku)).quantity).toBe(shelf - sold);
      const { items } = await warehouse<{ items: { sku: string; counted_at: string | null }[] }>(
        'sales',
      );
      const counted = items.filter(
        ({ sku, counted_at }) => sku === part.sku && counted_at !== null,
      );
      expect(counted).toHaveLength(sold);
    });
    await stockIs(part, shelf - sold);
    expect(market.disarm()).toBe(false);
    expect(await audit(market, new Map([[part.id, shelf]]))).toEqual([]);
  });
});
