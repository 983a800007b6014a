import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { HOLD_OFFERS } from '@tandem/contracts';
import { fromMinor, greatestMinor, toMinor } from '@tandem/kernel';
import type { DomainError, Money } from '@tandem/kernel';
import { causedBy, outbox, type NewEvent } from '@tandem/messaging';
import {
  afterCommit,
  BatchedCommand,
  Database,
  settled,
  transaction,
  type Batch,
  type Member,
  type Rows,
  type Settled,
  type Statement,
  type Tx,
} from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { takeCart, takenCart, type TakenCart } from '../../cart/carts/take-cart.js';
import type { Shortage } from '../../clients/inventory-client.js';
import { OrderConfig } from '../../config.js';
import type { PaymentMethod } from '../../money/payment-methods.js';
import { cartEmpty, notForSale, orderTooLarge, priceChanged } from '../order/errors.js';
import type { OrderLine, OrderRow } from '../order/order.js';
import { orderEvents } from '../order/order-events.js';
import { ORDER_COLUMNS, toOrderLine, toOrderRow } from '../order/order-store.js';
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

type Wish = Member<PlaceOrderCommand>;

/** One failure sends so many at most back to do it alone. */
const MOST_TOGETHER = 32;

/**
 * Turns the cart into an order, in one transaction: the cart is empty exactly when the order exists. So two tabs can't
 * order the same things twice, and a key that comes twice finds the first order. Nothing is held or paid yet. Orders of
 * several shoppers that arrive together share a transaction of three round trips.
 */
@Injectable()
export class CreateOrder {
  private readonly orders = new BatchedCommand<PlaceOrderCommand, Creation>({
    most: MOST_TOGETHER,
    idOf: ({ userId }) => userId,
    together: (batch) => transaction(this.database, (tx) => this.createTogether(tx, batch)),
  });

  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
    private readonly config: OrderConfig,
    private readonly unpaid: UnpaidRule,
  ) {}

  /**
   * @throws DomainError cart_empty, insufficient_stock (not for sale), price_changed, too_many_unpaid_orders,
   *   too_many_unpaid_pieces, unpaid_orders_lapsed: the cart stays as it was.
   */
  create(command: PlaceOrderCommand): Promise<Creation> {
    return this.orders.submit(command);
  }

  /** Rejects, and changes nothing, when one of them can't be had as its shopper saw it. */
  private async createTogether(tx: Tx, batch: Batch<PlaceOrderCommand, Creation>): Promise<void> {
    const carts = await batch.ask(
      tx,
      batch.members,
      ({ command: { userId, key } }) => [
        ...takeCart(userId, key),
        // Behind the lock: the first call with this key may have held the cart a moment ago.
        orderOfKey(userId, key),
      ],
      decideCart,
    );
    const holding = [holdOffers([...carts.values()])];
    const placed = await batch.ask(
      tx,
      [...carts.keys()],
      (wish) => [
        // Before the order: it is not to count the one that it is asked for.
        ...this.unpaid.question(wish.command, carts.get(wish)!.lines),
        // The first of them, for all.
        ...holding.splice(0),
        wish.actor,
        { name: 'order_place', text: PLACE, values: this.valuesOf(wish, carts.get(wish)!) },
      ],
      decidePlaced,
    );
    const events: NewEvent[] = [];
    for (const [wish, { standing, offered, order }] of placed) {
      if (!order) throw await this.notAsSeen(tx, offered);
      const lines = offered.map(({ ok: _ok, ...line }) => toOrderLine(line));
      if (this.unpaid.concerns(wish.command)) this.unpaid.check(order, lines, standing);
      events.push(...causedBy(wish.cause, orderEvents(order, lines)));
      batch.settle(wish, { created: true, order, lines });
    }
    await outbox.addMany(tx, events);
    const entries = [...placed.keys()].flatMap((wish) => carts.get(wish)!.effects.entries ?? []);
    afterCommit(tx, () => applyEffects(this.cache, { entries }));
  }

  private valuesOf({ command, correlationId, traceparent }: Wish, { lines }: TakenCart): unknown[] {
    const { currency, answerDeadlineMs, giveUpSeconds } = this.config;
    const { userId, key, paymentMethod, expectedTotal } = command;
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
      askedOf(command),
      greatestMinor(currency).toString(),
      traceparent,
    ];
  }

  private async notAsSeen(tx: Tx, offered: readonly Offered[]): Promise<DomainError> {
    if (offered.some((line) => !line.ok)) {
      return notForSale(await tx.query<Shortage>(SHORT, [JSON.stringify(offered)]));
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

/** What is discontinued while it is being ordered is in the order, or the order is refused: the order never comes later. */
const holdOffers = (carts: readonly TakenCart[]): Statement => ({
  name: 'offers_hold',
  text: HOLD_OFFERS,
  values: [carts.flatMap(({ lines }) => lines.map(({ part_id }) => part_id))],
});

const orderOfKey = (userId: string, key: string): Statement => ({
  name: 'order_by_key',
  text: `select ${ORDER_COLUMNS} from orders o where o.user_id = $1 and o.idempotency_key = $2`,
  values: [userId, key],
});

/** The cart, when it holds something; else it is decided already. */
function decideCart(rows: Rows[], { command: { userId } }: Wish): TakenCart | Settled<Creation> {
  const [locked, lines, known] = rows as [Rows, Rows, Rows];
  if (known[0]) return settled<Creation>({ created: false, order: toOrderRow(known[0]) });
  const cart = takenCart(userId, locked, lines);
  return cart.lines.length === 0 ? settled<Creation>(cartEmpty()) : cart;
}

/** No order when what was offered is not what the shopper saw. */
function decidePlaced(rows: Rows[]): {
  standing: Rows;
  offered: Offered[];
  order: OrderRow | null;
} {
  const [placed] = rows.at(-1) as unknown as [{ id: string | null; offered: Offered[] }];
  const { offered, ...row } = placed;
  return { standing: rows[0]!, offered, order: row.id === null ? null : toOrderRow(row) };
}
