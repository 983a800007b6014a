import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { proofSeed, proofSize } from '@tandem/testing';
import { startStack, type StackHandle } from '@tandem/stack';
import { audit, settled } from './audit.js';
import { call, eventually, Staff } from './client.js';
import { collector } from './collector.js';
import { findEverywhere, Needles } from './everywhere.js';
import { GameMarket, type GameOrder, type Purchase } from './game-market.js';
import type { History } from './histories.js';
import { testHome } from './home.js';
import { produce } from './kafka.js';
import { Marketplace, type Buyer } from './marketplace.js';

const LONGEST_MS = 3_600_000;
jest.setTimeout(LONGEST_MS);

const BUYERS = proofSize(25, 5);
const ORDERS_EACH = proofSize(20, 4);
/** So many orders between two ends of the order service. */
const KILL_EVERY = proofSize(25, 10);
/** The tenth product of the simulator has pictures for keys. */
const PRODUCTS = [1, 2, 3, 4, 10];
/** On the physical shelf, and of a game that is linked to no product of G2A. */
const [COG, UNLINKED] = [PRODUCTS.length, PRODUCTS.length + 1];
const UNLIMITED = 1_000_000;
const STOCK = 2_000;
/** Enough for lines that are put into the cart twice, because nobody heard the first answer. */
const WALLET = 200_000;

/** What may happen to a call to G2A: every fifth is spoilt. The last ones take effect all the same. */
const FAULTS = [
  { status: 500, code: 'ERR99' },
  { status: 503 },
  { status: 429, code: 'BR03' },
  { drop: true },
  { malformed: true },
  { late_ms: 700 },
  { status: 500, code: 'API00', applied: true },
  { drop: true, applied: true },
  { malformed: true, applied: true },
  { delay_ms: 2_500, applied: true },
];
/** G2A's own refusals of a payment: another order, and one for staff. */
const REFUSALS = [{ code: 'ORD114' }, { code: 'ORD110' }];

/** Where the gateway is killed. */
const POINTS = ['ordered', 'pay_announced', 'paid', 'key_asked', 'key_read', 'key_kept'];

const REASONS = /^(not_linked|key_taken|payment_unclear|payment_pending|g2a_away|g2a_[a-z0-9_]+)$/;
const HAND_MADE = 'HAND-MADE';

const cents = (amount: string) => Math.round(Number(amount) * 100);
const story: fc.Arbitrary<History> = fc.record({
  basket: fc.uniqueArray(
    fc.record({ part: fc.nat({ max: UNLINKED! }), quantity: fc.integer({ min: 1, max: 3 }) }),
    { minLength: 1, maxLength: 2, selector: ({ part }) => part },
  ),
  method: fc.constant('balance'),
  wallet: fc.constant(WALLET),
  pays: fc.constant('pays'),
  sends: fc.constantFrom(1, 1, 3),
  afterwards: fc.constant('nothing'),
});

interface Placed {
  buyer: Buyer;
  id: string;
}

/** The whole product and the simulated G2A, which fails while both sides of the shop's half are killed. */
describe('games that are bought while G2A fails and services die', () => {
  let stack: StackHandle;
  let telemetry: Awaited<ReturnType<typeof collector>>;
  let market: Marketplace;
  let games: GameMarket;
  let parts: number[];
  const marker = `findable-${randomUUID()}`;
  const placed: Placed[] = [];
  /** By purchase. */
  const uploaded = new Map<string, string>();
  const seed = proofSeed();

  beforeAll(async () => {
    telemetry = await collector();
    const home = testHome('games');
    stack = await startStack({
      home,
      mode: 'distributed',
      frontDoors: 'free',
      durable: false,
      calmAfterMs: 1,
      env: {
        TANDEM_FAULT_FILE: Marketplace.faultFile(home),
        LOG_LEVEL: 'debug',
        OTEL_EXPORTER_OTLP_ENDPOINT: telemetry.url,
        OTEL_TRACES_SAMPLER_ARG: '1',
        ORDER_UNPAID_SHARE_PERCENT: '100',
        ORDER_KEY_REVEALS_PER_HOUR: '100000',
        // Of the limit other specs tell; all of these would take it twenty minutes.
        G2A_REQUESTS_PER_MINUTE: String(UNLIMITED),
        G2A_DEADLINE_MS: '2000',
        G2A_KEY_LEASE_MS: '3000',
        G2A_PURCHASE_POLL_MS: '200',
        G2A_UNCLEAR_PAYMENT_MS: '8000',
      },
    });
    const staff = await Staff.signIn(stack.info.admin);
    market = new Marketplace(stack, staff, Marketplace.faultFile(home));
    market.disarm();
    games = new GameMarket(stack, staff, market);
    await games.sim('settings', { requests_per_minute: UNLIMITED });
    parts = await games.stocked(PRODUCTS);
    parts.push((await staff.createPart(marker, STOCK)).id);
    parts.push((await staff.createPart('Nobody’s game', STOCK, 'game')).id);
  });
  afterAll(async () => {
    await market?.close();
    await stack?.stop();
    telemetry?.close();
  });

  const ids = () => placed.map(({ id }) => id);

  async function spoil(): Promise<void> {
    const probability = 0.2 / FAULTS.length;
    const path = '/v1/*';
    const faults: object[] = FAULTS.map((fault, n) => ({
      path,
      ...fault,
      probability,
      seed: seed + n,
    }));
    const pay = { method: 'PUT', path: '/v1/order/pay/*', probability: 0.04 };
    faults.push(...REFUSALS.map((fault, n) => ({ ...pay, ...fault, seed: seed - n - 1 })));
    // Whatever chance brings: one payment arrives late, and one key is lost on its way.
    faults.push({ method: 'PUT', path: '/v1/order/pay/*', late_ms: 700 });
    faults.push({ method: 'GET', path: '/v1/order/key/*', applied: true, drop: true });
    await games.sim('faults', faults);
  }

  /** Every purchase has come to an end, or to staff. @returns all of them. */
  function ended(states: RegExp): Promise<Purchase[]> {
    return eventually(async () => {
      const { wanted } = (
        await market.query<{ wanted: number }>(
          `select coalesce(sum(quantity), 0)::int as wanted from orders.order_lines
            where kind = 'game' and order_id = any($1)`,
          [ids()],
        )
      )[0]!;
      const all = await games.purchases(ids());
      expect(all.filter(({ state }) => !states.test(state))).toEqual([]);
      expect(all).toHaveLength(wanted);
      return all;
    }, LONGEST_MS / 2);
  }

  /** Staff look at G2A's panel: what is paid there has its key there, everything else goes back. */
  async function settle(purchase: Purchase, n: number): Promise<void> {
    expect(purchase.reason).toMatch(REASONS);
    const sim = await games.simOrders();
    const paid = purchase.g2a_orders.map((id) => sim.get(id)!).find(({ payments }) => payments > 0);
    const byHand = purchase.reason === 'not_linked' && n % 2 === 0;
    if (!paid && !byHand) return games.decide(purchase.id, 'refund');
    const key = paid ? paid.key : `${HAND_MADE}-${randomUUID().toUpperCase()}`;
    uploaded.set(purchase.id, key);
    return games.decide(purchase.id, 'upload', { key, is_file: paid?.isFile ?? false });
  }

  /** What the shopper has of a paid order: its keys, and its money for those that there are not. */
  async function revealed(buyer: Buyer, order: GameOrder): Promise<string[]> {
    const keys: string[] = [];
    let refunded = 0;
    for (const item of order.items.filter(({ kind }) => kind === 'game')) {
      const units = item.keys!.filter(({ status }) => status !== 'replaced');
      expect(units.map(({ unit }) => unit)).toEqual(units.map((_, n) => n + 1));
      expect(units).toHaveLength(item.quantity);
      for (const { id, status } of units) {
        if (status === 'refunded') refunded += cents(item.unit_price.amount);
        else keys.push(await games.reveal(buyer, order.id, id));
      }
    }
    expect([order.id, cents(order.refunded.amount)]).toEqual([order.id, refunded]);
    return keys;
  }

  it(`${BUYERS * ORDERS_EACH} orders each have exactly their keys or their money, and both books agree`, async () => {
    const buyers = await market.registerBuyers(BUYERS);
    // Nothing is written to an address that nobody has confirmed.
    await market.query(`update auth.users set email_confirmed_at = now() where id = any($1)`, [
      buyers.map(({ id }) => id),
    ]);
    const first: History = {
      basket: [0, COG!, UNLINKED!].map((part) => ({ part, quantity: 2 })),
      method: 'balance',
      wallet: WALLET,
      pays: 'pays',
      sends: 1,
      afterwards: 'nothing',
    };
    const stories = fc.sample(story, { numRuns: BUYERS * ORDERS_EACH - 1, seed });
    stories.unshift(first);
    await spoil();
    let [killed, told] = [0, 0];
    const next = async () => {
      told += 1;
      if (told % 4 === 2) {
        if (!market.disarm()) killed += 1;
        market.arm(`g2a_purchase.${POINTS[(told >> 2) % POINTS.length]}`);
      }
      if (told % KILL_EVERY !== 0) return;
      // One that is still starting would never come to answer anybody.
      await stack.whenReady('order');
      await stack.kill('order');
    };
    market.arm('g2a_purchase.payment_kept');
    await Promise.all(
      buyers.map(async (buyer, b) => {
        for (let n = 0; n < ORDERS_EACH; n += 1) {
          const history = stories[b * ORDERS_EACH + n]!;
          await market.fund(buyer, history.wallet);
          const order = await market.live(buyer, history, parts);
          if (order) placed.push({ buyer, id: order.id });
          await next();
        }
      }),
    );
    expect(placed).toHaveLength(BUYERS * ORDERS_EACH);
    const withoutHands = await ended(/^(delivered|refund|needs_staff)$/);
    if (!market.disarm()) killed += 1;
    expect(killed).toBeGreaterThan(0);

    await games.sim('faults/clear', {});
    await stack.whenReady();
    const waiting = withoutHands.filter(({ state }) => state === 'needs_staff');
    expect(waiting.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['not_linked', 'key_taken']),
    );
    for (const [n, purchase] of waiting.entries()) await settle(purchase, n);
    const all = await ended(/^(delivered|refund)$/);
    await settled(market);

    const sim = await games.simOrders();
    const owed = all
      .filter(({ state }) => state === 'delivered')
      .map(({ id, g2a_orders }) => {
        const paid = g2a_orders.map((order) => sim.get(order)!).find((one) => one.payments > 0);
        return uploaded.get(id) ?? paid!.key;
      });
    const keys: string[] = [];
    for (const { buyer, id } of placed) {
      const order = await eventually(async () => {
        const now = await games.order(buyer, id);
        const pending = now.items.flatMap((item) => item.keys ?? []);
        expect(pending.filter(({ status }) => status === 'pending')).toEqual([]);
        const isGamesOnly = now.items.every(({ kind }) => kind === 'game');
        const statuses = isGamesOnly ? /^(completed|refunded)$/ : /^(paid|fulfilment_requested)$/;
        expect(now.status).toMatch(statuses);
        return now;
      });
      keys.push(...(await revealed(buyer, order)));
    }
    expect(keys.toSorted()).toEqual(owed.toSorted());
    expect(new Set(keys).size).toBe(keys.length);

    // G2A was paid once for whatever it was paid for, all of it is in our books, and nothing else is.
    const theirs = await games.ledger();
    expect(theirs.asked_to_pay_twice).toEqual([]);
    const paid = [...sim.values()].filter(({ payments }) => payments > 0);
    expect(paid.filter(({ payments }) => payments > 1)).toEqual([]);
    const known = new Set(all.flatMap(({ g2a_orders }) => g2a_orders));
    expect(paid.filter(({ order_id }) => !known.has(order_id))).toEqual([]);
    const spent = all.reduce((sum, purchase) => sum + purchase.spent, 0);
    expect(theirs.spent).toEqual([{ currency: 'EUR', amount: (spent / 100).toFixed(2) }]);
    expect(await audit(market, new Map([[parts[COG!]!, STOCK]]))).toEqual([]);

    const ends = Map.groupBy(withoutHands, ({ state, reason }) =>
      `${state} ${reason ?? ''}`.trim(),
    );
    const tally = [...ends].map(([end, { length }]) => `${end}: ${length}`).sort();
    process.stdout.write(`proof: ${killed} kills at points, games ${tally.join(', ')}\n`);
  });

  it('none of their keys is written anywhere, and what is written would be found', async () => {
    const [{ id: orderId }] = placed as [Placed];
    // A message that nobody can read: it ends among the dead letters as it is.
    await produce(stack.info.kafka!, 'tandem.inventory.stock', {
      key: marker,
      value: JSON.stringify({ part_id: marker }),
      headers: {
        ce_specversion: '1.0',
        ce_id: randomUUID(),
        ce_type: 'stock.updated',
        ce_source: '/elsewhere',
        ce_subject: marker,
        ce_time: new Date().toISOString(),
        'content-type': 'application/json',
      },
    });
    const sim = await games.simOrders();
    const handedOut = [...sim.values()].filter(({ keys_handed_out }) => keys_handed_out > 0);
    const keys = [...new Set([...handedOut.map(({ key }) => key), ...uploaded.values()])];
    expect(keys.length).toBeGreaterThan(BUYERS);
    // Of a picture what comes after its head, which all of them have in common.
    const needles = keys.map((key) => (key.length > 100 ? key.slice(80, 140) : key.slice(0, 22)));
    const planted = [marker, orderId];
    const search = new Needles([...needles, ...planted]);

    const found = await eventually(async () => {
      // Whoever reads it puts it into Redis.
      await call(`${stack.info.shop}/api/v1/parts/${parts[COG!]}`);
      const places = await findEverywhere({ stack, market, telemetry }, search);
      const names = [...places.keys()];
      const kinds = ['table ', 'topic ', 'redis', 'log ', 'mail', 'telemetry'];
      expect(kinds.filter((kind) => !names.some((name) => name.startsWith(kind)))).toEqual([]);
      expect(names).toContain('topic tandem.inventory.stock.dlq');
      return places;
    });
    const wrong = [...found].flatMap(([place, texts]) => {
      const leaked = [...texts].filter((text) => !planted.includes(text));
      return leaked.length > 0 ? [`${place}: ${leaked.length} keys`] : [];
    });
    expect(wrong).toEqual([]);
  });
});
