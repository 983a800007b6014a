import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache, type CacheEntry } from '@tandem/cache';
import { fromMinor, greatestMinor, toMinor } from '@tandem/kernel';
import type { DomainError, Money } from '@tandem/kernel';
import { Outbox, type NewEvent } from '@tandem/messaging';
import {
  afterCommit,
  Gathering,
  isConnectionError,
  together,
  transaction,
  type Rows,
  type Statement,
} from '@tandem/persistence';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { takeCart, takenCart, type TakenCart } from '../../cart/carts/take-cart.js';
import type { Shortage } from '../../clients/inventory-client.js';
import { OrderConfig } from '../../config.js';
import type { PaymentMethod } from '../../money/payment-methods.js';
import { cartEmpty, notForSale, orderTooLarge, priceChanged } from '../order/errors.js';
import type { OrderLine, OrderRow } from '../order/order.js';
import { orderEvents } from '../order/order-events.js';
import { ORDER_COLUMNS, toOrderLine, toOrderRow } from '../order/order-store.js';
import { byKey, origin, type Origin } from '../order/together.js';
import { askedOf } from './asked.js';
import { UnpaidRule } from './unpaid-rule.js';

export interface PlaceOrderCommand {
  userId: string;
  key: string;
  paymentMethod: PaymentMethod;
  expectedTotal?: Money | undefined;
}

export type Creation =
  | { created: true; order: OrderRow; lines: OrderLine[] }
  /** The key has come before. */
  | { created: false; order: OrderRow };

/** One line of the cart as the catalogue offers it now; without kind when it has never been there. */
interface Offered {
  part_id: number;
  quantity: number;
  kind: OrderLine['kind'] | null;
  sku: string;
  part_name: string;
  unit_price_minor: string;
  ok: boolean;
}

/** Longer than a shopper waits for the answer, so that nobody else takes the order up while its own request works on it. */
const TAKE_OVER_AFTER_MS = 2_000;

/*
 * Prices are those of this very statement. The order, its lines and its first step exist when every line is for sale and
 * the total is the one the shopper saw, and not at all otherwise; what was offered comes back in both cases.
 */
const PLACE = `
with offered as (
  select w.part_id, w.quantity, f.kind, f.sku, f.part_name, f.price_minor,
         coalesce(f.for_sale and f.currency = $5, false) as ok
    from unnest($10::int[], $11::int[]) as w (part_id, quantity)
    left join catalog.part_offers f on f.id = w.part_id
), summed as (
  select sum(price_minor::numeric * quantity) as total from offered having bool_and(ok)
), placed as (
  insert into orders (id, user_id, idempotency_key, payment_method, currency, total_minor, next_step, due_at, give_up_at,
                      correlation_id, asked, traceparent)
  select $1, $2, $3, $4, $5, total, 'reserve', clock_timestamp() + make_interval(secs => $6),
         clock_timestamp() + make_interval(secs => $7), $8, $13, $15
    from summed where total <= $14::bigint and ($12::bigint is null or total = $12) returning *
), listed as (
  insert into order_lines (order_id, part_id, kind, sku, part_name, quantity, unit_price_minor)
  select placed.id, part_id, kind, sku, part_name, quantity, price_minor from placed, offered
), noted as (
  insert into order_steps (order_id, step, outcome) select id, $9, 'done' from placed
)
select ${ORDER_COLUMNS},
       (select json_agg(json_build_object('part_id', part_id, 'quantity', quantity, 'kind', kind, 'sku', sku, 'ok', ok,
               'part_name', part_name, 'unit_price_minor', price_minor::text) order by part_id) from offered) as offered
  from (select 1) as one left join placed o on true`;

/** Every line that can't be had: whoever is sent back to the cart is told of all of them at once. */
const SHORT = `
select w.part_id, w.quantity as requested, case when w.ok then coalesce(s.available_stock, 0) else 0 end as available
  from jsonb_to_recordset($1::jsonb) as w (part_id int, quantity int, ok boolean)
  left join inventory.stock_public s on s.part_id = w.part_id
 where not w.ok or w.quantity > coalesce(s.available_stock, 0)
 order by w.part_id`;

interface Wish extends Origin, PlaceOrderCommand {}

interface Filled {
  wish: Wish;
  cart: TakenCart;
}

/** One failure sends so many at most back to do it alone. */
const MOST_TOGETHER = 32;

/**
 * Turns the cart into an order, in one transaction: the cart is empty exactly when the order exists. So two tabs can't
 * order the same things twice, and a key that comes twice finds the first order. Nothing is held or paid yet. Orders of
 * several shoppers that arrive together share a transaction of three round trips.
 */
@Injectable()
export class CreateOrder {
  readonly #gathering: Gathering<Wish, Creation>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly cache: VersionedCache,
    private readonly config: OrderConfig,
    private readonly unpaid: UnpaidRule,
  ) {
    this.#gathering = new Gathering<Wish, Creation>({
      most: MOST_TOGETHER,
      idOf: ({ userId }) => userId,
      touches: ({ userId }) => [userId],
      run: (wishes) => this.create(wishes),
      isGeneral: isConnectionError,
    });
  }

  /**
   * @throws DomainError cart_empty, insufficient_stock (not for sale), price_changed, too_many_unpaid_orders,
   *   too_many_unpaid_pieces, unpaid_orders_lapsed: the cart stays as it was.
   */
  createOrder(command: PlaceOrderCommand): Promise<Creation> {
    return this.#gathering.submit({ ...command, ...origin() });
  }

  /** Rejects, and changes nothing, when one of them can't be had as its shopper saw it. */
  private create(wishes: readonly Wish[]): Promise<(Creation | Error)[]> {
    return transaction(this.dataSource, async (tx) => {
      const outcomes = new Map<Wish, Creation | Error>();
      const filled = await this.takeCarts(
        tx,
        byKey(wishes, ({ userId }) => userId),
        outcomes,
      );
      const placed = await this.place(tx, filled);
      const events: NewEvent[] = [];
      const emptied: CacheEntry[] = [];
      for (const [{ wish, cart }, { order, lines }] of placed) {
        const { cause } = wish;
        events.push(...orderEvents(order, lines).map((event) => ({ ...event, cause })));
        emptied.push(...(cart.effects.entries ?? []));
        outcomes.set(wish, { created: true, order, lines });
      }
      await this.outbox.addMany(tx, events);
      afterCommit(tx, () => applyEffects(this.cache, { entries: emptied }));
      return wishes.map((wish) => outcomes.get(wish)!);
    });
  }

  /** The carts that hold something; for the others it is decided already. */
  private async takeCarts(
    tx: EntityManager,
    wishes: readonly Wish[],
    outcomes: Map<Wish, Creation | Error>,
  ): Promise<Filled[]> {
    const statements = wishes.map((wish) => [
      ...takeCart(wish.userId, wish.key),
      // Behind the lock: the first call with this key may have held the cart a moment ago.
      orderOfKey(wish),
    ]);
    const answers = await together(tx, statements.flat());
    return wishes.flatMap((wish, n) => {
      const [locked, lines, known] = answers.slice(n * 3) as [Rows, Rows, Rows];
      const cart = takenCart(wish.userId, locked, lines);
      if (known[0]) outcomes.set(wish, { created: false, order: toOrderRow(known[0]) });
      else if (cart.lines.length === 0) outcomes.set(wish, cartEmpty());
      else return [{ wish, cart }];
      return [];
    });
  }

  private async place(
    tx: EntityManager,
    filled: readonly Filled[],
  ): Promise<Map<Filled, { order: OrderRow; lines: OrderLine[] }>> {
    const standings = filled.flatMap(({ wish, cart }) => this.unpaid.question(wish, cart.lines));
    const statements = filled.flatMap(({ wish, cart }) => [
      wish.actor,
      { name: 'order_place', text: PLACE, values: this.valuesOf(wish, cart) },
    ]);
    // Before the orders: each of these is not to count the one that it is asked for.
    const answers = await together(tx, [...standings, ...statements]);
    const known = answers.splice(0, standings.length);
    const placed = new Map<Filled, { order: OrderRow; lines: OrderLine[] }>();
    for (const [n, one] of filled.entries()) {
      const [row] = answers[n * 2 + 1] as unknown as [{ id: string | null; offered: Offered[] }];
      const { offered, ...rest } = row;
      if (rest.id === null) throw await this.notAsSeen(tx, offered);
      const order = toOrderRow(rest);
      const lines = offered.map(({ ok: _ok, ...line }) => toOrderLine(line));
      if (this.unpaid.concerns(one.wish)) this.unpaid.check(order, lines, known.shift()!);
      placed.set(one, { order, lines });
    }
    return placed;
  }

  private valuesOf(wish: Wish, { lines }: TakenCart): unknown[] {
    const { currency, answerDeadlineMs, giveUpSeconds } = this.config;
    const { userId, key, paymentMethod, expectedTotal, correlationId, traceparent } = wish;
    // No total of another currency is ours; none is negative either.
    const expected = expectedTotal?.currency === currency ? toMinor(expectedTotal) : -1n;
    return [
      uuidv7(),
      userId,
      key,
      paymentMethod,
      currency,
      (answerDeadlineMs + TAKE_OVER_AFTER_MS) / 1_000,
      giveUpSeconds,
      correlationId,
      'create',
      lines.map((line) => line.part_id),
      lines.map((line) => line.quantity),
      expectedTotal ? expected.toString() : null,
      askedOf(wish),
      greatestMinor(currency).toString(),
      traceparent,
    ];
  }

  private async notAsSeen(tx: EntityManager, offered: readonly Offered[]): Promise<DomainError> {
    if (offered.some((line) => !line.ok)) {
      return notForSale(await tx.query<Shortage[]>(SHORT, [JSON.stringify(offered)]));
    }
    const total = offered.reduce(
      (sum, line) => sum + BigInt(line.unit_price_minor) * BigInt(line.quantity),
      0n,
    );
    const { currency } = this.config;
    if (total > greatestMinor(currency))
      return orderTooLarge(fromMinor(greatestMinor(currency), currency));
    return priceChanged(fromMinor(total, currency));
  }
}

const orderOfKey = ({ userId, key }: PlaceOrderCommand): Statement => ({
  name: 'order_by_key',
  text: `select ${ORDER_COLUMNS} from orders o where o.user_id = $1 and o.idempotency_key = $2`,
  values: [userId, key],
});
