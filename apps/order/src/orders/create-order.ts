import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { fromMinor, toMinor, type Money } from '@tandem/http';
import { Outbox } from '@tandem/messaging';
import { currentContext } from '@tandem/observability';
import { afterCommit, isUniqueViolation, prepared, transaction } from '@tandem/persistence';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { takeCart } from '../carts/take-cart.js';
import { OrderConfig } from '../config.js';
import { cartEmpty, notForSale, priceChanged } from './errors.js';
import type { OrderLine, OrderRow, PaymentMethod } from './order.js';
import { orderEvents } from './order-events.js';
import { ORDER_COLUMNS, toOrderLine, toOrderRow } from './order-store.js';

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
 * not at all otherwise; what was offered comes back in both cases.
 */
const PLACE = `
with offered as (
  select w.part_id, w.quantity, f.kind, f.sku, f.part_name, f.price_minor,
         coalesce(f.for_sale and f.currency = $5, false) as ok
    from unnest($10::int[], $11::int[]) as w (part_id, quantity)
    left join catalog.part_offers f on f.id = w.part_id
), summed as (
  select sum(price_minor * quantity) as total from offered having bool_and(ok)
), placed as (
  insert into orders (id, user_id, idempotency_key, payment_method, currency, total_minor, next_step, due_at, give_up_at,
                      correlation_id)
  select $1, $2, $3, $4, $5, total, 'reserve', clock_timestamp() + make_interval(secs => $6),
         clock_timestamp() + make_interval(secs => $7), $8
    from summed returning *
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

/**
 * Turns the cart into an order, in one transaction: the cart is empty exactly when the order exists. So two tabs can't
 * order the same things twice, and a key that comes twice finds the first order. Nothing is held or paid yet.
 */
@Injectable()
export class CreateOrder {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly cache: VersionedCache,
    private readonly config: OrderConfig,
  ) {}

  /** @throws DomainError cart_empty, insufficient_stock (not for sale), price_changed: the cart stays as it was. */
  async run(command: PlaceOrderCommand): Promise<Creation> {
    try {
      return await this.create(command);
    } catch (error) {
      if (!isUniqueViolation(error, 'orders_idempotency_key')) throw error;
      const [row] = await this.dataSource.query<object[]>(
        `select ${ORDER_COLUMNS} from orders o where o.user_id = $1 and o.idempotency_key = $2`,
        [command.userId, command.key],
      );
      return { created: false, order: toOrderRow(row!) };
    }
  }

  private create(command: PlaceOrderCommand): Promise<Creation> {
    const byKey = {
      name: 'order_by_key',
      text: `select ${ORDER_COLUMNS} from orders o where o.user_id = $1 and o.idempotency_key = $2`,
      values: [command.userId, command.key],
    };
    return transaction(
      this.dataSource,
      async (tx, [known]): Promise<Creation> => {
        if (known) return { created: false, order: toOrderRow(known) };
        const cart = await takeCart(tx, command.userId);
        if (cart.lines.length === 0) {
          // A call with the same key may have held the cart a moment ago and taken everything.
          const [first] = await prepared<object>(tx, byKey);
          if (first) return { created: false, order: toOrderRow(first) };
          throw cartEmpty();
        }
        const { order, lines } = await this.place(tx, command, cart.lines);
        await this.outbox.addMany(tx, orderEvents(order, lines));
        afterCommit(tx, () => applyEffects(this.cache, cart.effects));
        return { created: true, order, lines };
      },
      byKey,
    );
  }

  private async place(
    tx: EntityManager,
    command: PlaceOrderCommand,
    wanted: readonly { part_id: number; quantity: number }[],
  ): Promise<{ order: OrderRow; lines: OrderLine[] }> {
    const { currency, answerDeadlineMs, giveUpSeconds } = this.config;
    const [row] = await prepared<{ id: string | null; offered: Offered[] }>(tx, {
      name: 'order_place',
      text: PLACE,
      values: [
        uuidv7(),
        command.userId,
        command.key,
        command.paymentMethod,
        currency,
        (answerDeadlineMs + TAKE_OVER_AFTER_MS) / 1_000,
        giveUpSeconds,
        currentContext()?.correlationId ?? null,
        'create',
        wanted.map((line) => line.part_id),
        wanted.map((line) => line.quantity),
      ],
    });
    const { offered, ...order } = row!;
    if (order.id === null) {
      const gone = offered.filter((line) => !line.ok);
      throw notForSale(
        gone.map(({ part_id, quantity }) => ({ part_id, requested: quantity, available: 0 })),
      );
    }
    const placed = toOrderRow(order);
    const total = fromMinor(placed.total_minor, currency);
    const { expectedTotal } = command;
    if (expectedTotal && !sameMoney(expectedTotal, total)) throw priceChanged(total);
    return { order: placed, lines: offered.map(({ ok: _ok, ...line }) => toOrderLine(line)) };
  }
}

function sameMoney(a: Money, b: Money): boolean {
  return a.currency === b.currency && toMinor(a) === toMinor(b);
}
