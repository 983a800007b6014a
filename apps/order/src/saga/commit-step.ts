import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Outbox } from '@tandem/messaging';
import { logger } from '@tandem/observability';
import { afterCommit, transaction } from '@tandem/persistence';
import { DataSource } from 'typeorm';
import { InventoryClient, type CommitOutcome } from '../inventory/inventory-client.js';
import { orderEvents } from '../orders/order-events.js';
import {
  lockOrder,
  noteSteps,
  ORDER_COLUMNS,
  readLines,
  readLinesOf,
  toOrderRow,
} from '../orders/order-store.js';
import { RequestRefund } from '../refunds/request-refund.js';

const BATCH = 100;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
const log = logger('saga');

/* The held stock has left the shop. Games are wanted at once, unless their money is going back; a parcel waits for staff. */
const COMMITTED = `
with locked as (
  select o.id, (select count(*) > 0 from order_lines l where l.order_id = o.id and l.kind = 'game') as wants_keys
    from orders o where o.id = any($1::uuid[]) and o.next_step = 'commit' order by o.id for update
), moved as (
  update orders o set next_step = null, due_at = null, attempts = 0,
         status = case when locked.wants_keys and o.status = 'paid' and (o.refund_requested_minor < o.total_minor or o.total_minor = 0)
                  then 'fulfilment_requested' else o.status end
    from locked where o.id = locked.id returning ${ORDER_COLUMNS}
), noted as (
  insert into order_steps (order_id, step, outcome) select id, 'commit', 'done' from moved
)
select * from moved`;

/**
 * Tells inventory that paid orders' pieces are sold. Orders that are paid while a call is under way share the next one, so
 * a part that everybody wants is written once for many of them. The shopper does not wait for it: the pieces are held.
 */
@Injectable()
export class CommitStep implements BeforeApplicationShutdown {
  readonly #waiting = new Set<string>();
  #running: Promise<void> | null = null;
  readonly #closing = new AbortController();

  constructor(
    private readonly dataSource: DataSource,
    private readonly inventory: InventoryClient,
    private readonly outbox: Outbox,
    private readonly refunds: RequestRefund,
  ) {}

  /** Never throws: an order that could not be committed now is due again soon. */
  add(orderId: string): void {
    if (this.#closing.signal.aborted) return;
    this.#waiting.add(orderId);
    this.#running ??= this.#run().finally(() => (this.#running = null));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting].slice(0, BATCH);
      try {
        for (const id of batch) this.#waiting.delete(id);
        await this.commit(batch);
        failures = 0;
      } catch (error) {
        log.warn({ err: error, orders: batch.length }, 'stock not committed yet');
        for (const id of batch) this.#waiting.add(id);
        // Inventory is away. Should this process go too, the orders are due in the database all the same.
        const ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++);
        await pause(ms, undefined, { signal: this.#closing.signal, ref: false }).catch(() => {});
        if (this.#closing.signal.aborted) return;
      }
    }
  }

  private async commit(orderIds: readonly string[]): Promise<void> {
    const results = await this.inventory.commit(orderIds);
    faultPoint('order.commit-answered');
    const sold = results.filter(({ outcome }) => outcome === 'committed');
    if (sold.length > 0) await this.note(sold.map(({ order_id }) => order_id));
    for (const lost of results.filter(({ outcome }) => outcome !== 'committed')) {
      await this.stockLost(lost);
    }
  }

  private async note(orderIds: readonly string[]): Promise<void> {
    await transaction(
      this.dataSource,
      async (tx, rows) => {
        const wanted = rows
          .map(toOrderRow)
          .filter(({ status }) => status === 'fulfilment_requested');
        if (wanted.length === 0) return;
        const lines = await readLinesOf(
          tx,
          wanted.map(({ id }) => id),
        );
        const events = wanted.flatMap((order) => orderEvents(order, lines.get(order.id)!));
        await this.outbox.addMany(tx, events);
      },
      { name: 'order_committed', text: COMMITTED, values: [orderIds] },
    );
    faultPoint('order.committed');
  }

  /** The time ran out between payment and here, and others have the pieces: the money goes back. */
  private async stockLost({ order_id, outcome, state }: CommitOutcome): Promise<void> {
    await transaction(
      this.dataSource,
      async (tx, [row]) => {
        const order = row && toOrderRow(row);
        if (!order || order.next_step !== 'commit') return;
        afterCommit(tx, () => faultPoint('order.stock-lost'));
        const [rows] = await tx.query<[object[], number]>(
          `update orders o set status = case when o.status = 'paid' then 'cancelled' else o.status end,
                  reason = 'stock_lost', next_step = null, due_at = null
            where o.id = $1 returning ${ORDER_COLUMNS}`,
          [order_id],
        );
        const cancelled = toOrderRow(rows[0]!);
        await noteSteps(tx, order_id, [
          { step: 'commit', outcome: 'refused', detail: { outcome, state } },
        ]);
        await this.outbox.addMany(tx, orderEvents(cancelled, await readLines(tx, order_id)));
        const left = cancelled.total_minor - cancelled.refund_requested_minor;
        if (left === 0n) return;
        await this.refunds.run(tx, {
          order: cancelled,
          amountMinor: left,
          reason: 'stock_lost',
          restock: [],
          requestedBy: null,
        });
      },
      lockOrder(order_id),
    );
  }
}
