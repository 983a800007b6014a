import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { eventually, proofSeed, proofSize } from '@tandem/testing';
import fc from 'fast-check';
import { Shop, type Person } from '../../testing/shop.js';
import { BeginOrderPayment } from '../payments/begin-order-payment.js';
import { CancelOrderPayment } from '../payments/cancel-order-payment.js';
import { discrepancies, placedOrder, SyncStandIn, tell } from '../payments/spec-support.js';
import type { G2aStatus } from '../providers/g2a-status.js';
import { RequestRefund } from '../refunds/request-refund.js';
import { transfer } from './account.js';
import { BookEntry } from './book-entry.js';

type Step =
  | { do: 'top up'; who: number; cents: number }
  | { do: 'buy'; who: number; cents: number }
  | { do: 'buy by G2A'; who: number; cents: number; news: G2aStatus[]; giveUp: boolean }
  | { do: 'refund'; which: number; cents: number | null };

const who = fc.nat(2);
const cents = fc.integer({ min: 1, max: 5_000 });
const news = fc.constantFrom<G2aStatus>('pending', 'complete', 'rejected', 'cancelled', 'refunded');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('top up' as const), who, cents }),
  fc.record({ do: fc.constant('buy' as const), who, cents }),
  fc.record({
    do: fc.constant('buy by G2A' as const),
    who,
    cents,
    news: fc.array(news, { minLength: 1, maxLength: 4 }),
    giveUp: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('refund' as const),
    which: fc.nat(30),
    cents: fc.option(cents, { nil: null }),
  }),
);
/** Steps of one batch happen at the same time. */
const history = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 6,
});

const RUNS = proofSize(60, 10);

// Real here: two instances of the order service and PostgreSQL. The sync gateway is a stand-in.
describe('whatever happens, in whatever order and at the same time', () => {
  let sync: SyncStandIn;
  let shop: Shop;
  let part: number;
  beforeAll(async () => {
    [shop, sync] = await SyncStandIn.openShop(Shop, {
      instances: 2,
      env: {
        ORDER_PAYMENT_CHECK_MS: '300000',
        ORDER_REFUND_RETRY_MS: '10',
        ORDER_G2A_PAY_FEE_BASIS_POINTS: '175',
      },
    });
    part = await shop.part();
  });
  afterAll(() => shop?.close());

  let turn = 0;
  const app = () => shop.instances[(turn += 1) % 2]!.app;
  const service = <T>(type: new (...args: never[]) => T): T =>
    app().get<T>(type, { strict: false });

  /** What ought to be in the wallets, by what the shop said it did. */
  const wallets = new Map<string, bigint>();
  const move = (user: string, amount: number | bigint) =>
    wallets.set(user, (wallets.get(user) ?? 0n) + BigInt(amount));

  async function buy(userId: string, unit: number): Promise<string> {
    const { id } = await placedOrder(shop, { partId: part, userId, unit });
    await transaction(service(Database), async (tx) => {
      await tx.execute(`update orders set status = 'paid' where id = $1`, [id]);
      await service(BookEntry).book(tx, {
        type: 'purchase',
        sourceId: id,
        userId,
        orderId: id,
        currency: 'EUR',
        amountMinor: BigInt(-unit),
        paymentMethod: 'balance',
        postings: transfer({ kind: 'wallet', userId }, { kind: 'sales' }, BigInt(unit)),
      });
    });
    move(userId, -unit);
    return id;
  }

  async function buyByG2a(
    userId: string,
    { cents: unit, news: told, giveUp }: Extract<Step, { do: 'buy by G2A' }>,
  ) {
    const order = await placedOrder(shop, { partId: part, userId, unit, method: 'g2a_pay' });
    await service(BeginOrderPayment).begin({
      id: order.id,
      number: order.number,
      userId,
      paymentMethod: 'g2a_pay',
      currency: 'EUR',
      totalMinor: BigInt(unit),
      expiresAt: new Date(Date.now() + 60_000),
      lines: [],
    });
    const [payment] = await shop.database.query<{ id: string }>(
      `select id from orders.payments where order_id = $1`,
      [order.id],
    );
    const updates = told.map((status) => sync.change(payment!.id, { status }));
    const giving = giveUp ? service(CancelOrderPayment).cancel(order.id) : null;
    // Backwards, twice, and all at once.
    await Promise.all(
      [...updates].reverse().flatMap((update) => [tell(app(), update), tell(app(), update)]),
    );
    await giving;
    return order.id;
  }

  async function refund(orderId: string, amount: number | null): Promise<void> {
    const given = await transaction(service(Database), (tx) =>
      service(RequestRefund).request(tx, {
        order: { id: orderId },
        amountMinor: amount === null ? 'rest' : BigInt(amount),
        reason: 'history',
        restock: [],
        requestedBy: null,
        key: randomUUID(),
      }),
    );
    if (given?.payment_method === 'balance') move(given.user_id, given.amount_minor);
  }

  async function run(people: Person[], orders: string[], one: Step): Promise<void> {
    if (one.do === 'refund') {
      const orderId = orders[one.which % Math.max(orders.length, 1)];
      if (orderId) await refund(orderId, one.cents);
      return;
    }
    const person = people[one.who]!;
    if (one.do === 'buy') orders.push(await buy(person.id, one.cents));
    else if (one.do === 'buy by G2A') orders.push(await buyByG2a(person.id, one));
    else {
      const amount = { amount: (one.cents / 100).toFixed(2), currency: 'EUR' };
      const body = { amount, payment_method: 'test' };
      const answer = await shop.call('POST', '/wallet/top-ups', { as: person, body });
      expect(answer.status).toBe(201);
      move(person.id, one.cents);
    }
  }

  it('every cent is accounted for, and no more goes back than came', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const people = await shop.customers(3);
        const orders: string[] = [];
        for (const batch of batches) {
          const results = await Promise.allSettled(batch.map((one) => run(people, orders, one)));
          for (const result of results) {
            if (result.status === 'rejected' && !isRefusal(result.reason)) throw result.reason;
          }
        }
        await eventually(async () =>
          expect(
            await shop.database.query(`select id from orders.refunds where due_at is not null`),
          ).toEqual([]),
        );
        expect(await discrepancies(shop)).toEqual([]);
        for (const { id } of people) {
          const [row] = await shop.database.query<{ balance: string }>(
            `select balance_minor as balance from orders.ledger_accounts where user_id = $1`,
            [id],
          );
          expect(BigInt(row?.balance ?? 0)).toBe(wallets.get(id) ?? 0n);
        }
        await sentBackIsBooked(people);
      }),
      { numRuns: RUNS, seed: proofSeed(), endOnFailure: true },
    );
  });

  /** What G2A PAY was asked to give back is what the ledger says went back through it. */
  async function sentBackIsBooked(people: Person[]): Promise<void> {
    const rows = await shop.database.query<{ id: string; refunded: number; paid: boolean }>(
      `select p.id, p.status = 'settled' as paid,
              coalesce(sum(e.amount_minor) filter (where e.type = 'refund'), 0)::int as refunded
         from orders.payments p left join orders.ledger_entries e on e.payment_id = p.id
        where p.provider = 'g2a_pay' and p.user_id = any($1) group by p.id`,
      [people.map(({ id }) => id)],
    );
    for (const { id, refunded, paid } of rows) {
      expect(sync.refunded(id)).toBe(refunded);
      if (!paid) expect(refunded).toBe(0);
    }
  }
});

const REFUSALS = ['insufficient_funds', 'refund_exceeds_total', 'not_refundable'];

function isRefusal(error: unknown): boolean {
  return error instanceof DomainError && REFUSALS.includes(error.code);
}
