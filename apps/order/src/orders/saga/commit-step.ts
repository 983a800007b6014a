import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { CommitOutcome } from '@tandem/contracts';
import { faultPoint } from '@tandem/fault-points';
import { PACE, retrying } from '@tandem/kernel';
import { causedBy, outbox } from '@tandem/messaging';
import { logger, runWithContext, SpanKind, withRemoteParent } from '@tandem/observability';
import {
  afterCommit,
  BatchedCommand,
  Database,
  transaction,
  type Batch,
  type Member,
} from '@tandem/persistence';
import { InventoryClient } from '../../clients/inventory-client.js';
import { RequestRefund } from '../../money/refunds/request-refund.js';
import { orderEvents } from '../order/order-events.js';
import {
  lockOrder,
  noteSteps,
  ORDER_COLUMNS,
  readLines,
  readLinesOf,
  toOrderRow,
} from '../order/order-store.js';

const BATCH = 100;
/** As long as a call may take: a second one beside it would only wait for the same stock. */
const PATIENCE_MS = 2_000;
const AGAIN = retrying(() => true, { times: Infinity, ...PACE.outage }).dangerouslyUnref();
const log = logger('saga');

/* The held stock has left the shop. Games are wanted at once, a key a unit, unless their money is going back; a parcel waits for staff. */
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
), wanted as (
  insert into order_keys (id, order_id, part_id, unit)
  select gen_random_uuid(), l.order_id, l.part_id, u.unit
    from moved m join order_lines l on l.order_id = m.id and l.kind = 'game'
   cross join lateral generate_series(1, l.quantity) as u (unit)
   where m.status = 'fulfilment_requested'
  on conflict (order_id, part_id, unit) where status <> 'replaced' do nothing
)
select * from moved`;

/**
 * Tells inventory that paid orders' pieces are sold. Orders that are paid while a call is under way share the next one, so
 * a part that everybody wants is written once for many of them. The shopper does not wait for it: the pieces are held. It
 * is the shop that acts here, and none of those whose orders happen to go together.
 */
@Injectable()
export class CommitStep implements BeforeApplicationShutdown {
  private readonly commits = new BatchedCommand<string, void>({
    most: BATCH,
    idOf: (orderId) => orderId,
    together: (batch) => this.commitTogether(batch),
    // Each is tried again anyhow, and then again together.
    isGeneral: () => true,
    patienceMs: PATIENCE_MS,
  });
  /** So an order that is due again, while its commit is still being tried, is not tried twice over. */
  private readonly underWay = new Set<string>();
  private readonly batches = new Set<Promise<void>>();
  private readonly closing = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly inventory: InventoryClient,
    private readonly refunds: RequestRefund,
  ) {}

  /** Never throws: an order that could not be committed now is tried again. */
  add(orderId: string): void {
    if (this.closing.signal.aborted || this.underWay.has(orderId)) return;
    this.underWay.add(orderId);
    void AGAIN.execute(async ({ signal }) => {
      // Closing: the order is due in the database all the same.
      if (!signal.aborted) await this.commits.submit(orderId);
    }, this.closing.signal)
      .catch(() => undefined)
      .finally(() => this.underWay.delete(orderId));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.batches);
  }

  private async commitTogether(paid: Batch<string, void>): Promise<void> {
    const [first, ...others] = paid.members;
    const correlationId = (others.length === 0 && first!.correlationId) || paid.id;
    const batch = runWithContext({ correlationId }, () => this.commit(paid));
    this.batches.add(batch);
    try {
      await batch;
      for (const order of paid.members) paid.settle(order, undefined);
    } catch (error) {
      log.warn(
        { err: error, orders: paid.members.length },
        'the stock of paid orders is not committed yet',
      );
      throw error;
    } finally {
      this.batches.delete(batch);
    }
  }

  private async commit({ id, members }: Batch<string, void>): Promise<void> {
    const results = await this.inventory.commit(members.map(({ command }) => command));
    faultPoint('order.commit-answered');
    const paid = new Map(members.map((member) => [member.command, member]));
    const sold = results.filter(({ outcome }) => outcome === 'committed');
    if (sold.length > 0) await this.note(sold.map(({ order_id }) => paid.get(order_id)!));
    for (const lost of results.filter(({ outcome }) => outcome !== 'committed')) {
      const { cause, correlationId } = paid.get(lost.order_id)!;
      await runWithContext({ correlationId: correlationId ?? id }, () =>
        withRemoteParent(cause, 'stock lost', SpanKind.INTERNAL, () => this.stockLost(lost)),
      );
    }
  }

  private async note(paid: readonly Member<string>[]): Promise<void> {
    const causes = new Map(paid.map(({ command, cause }) => [command, cause]));
    await transaction(
      this.database,
      async (tx, rows) => {
        const wanted = rows
          .map(toOrderRow)
          .filter(({ status }) => status === 'fulfilment_requested');
        if (wanted.length === 0) return;
        const lines = await readLinesOf(
          tx,
          wanted.map(({ id }) => id),
        );
        await outbox.addMany(
          tx,
          wanted.flatMap((order) =>
            causedBy(causes.get(order.id)!, orderEvents(order, lines.get(order.id)!)),
          ),
        );
      },
      { name: 'order_committed', text: COMMITTED, values: [[...causes.keys()]] },
    );
    faultPoint('order.committed');
  }

  /** The time ran out between payment and here, and others have the pieces: the money goes back. */
  private async stockLost({ order_id, outcome, state }: CommitOutcome): Promise<void> {
    await transaction(
      this.database,
      async (tx, [row]) => {
        const order = row && toOrderRow(row);
        if (!order || order.next_step !== 'commit') return;
        afterCommit(tx, () => faultPoint('order.stock-lost'));
        const rows = await tx.query<object>(
          `update orders o set status = case when o.status = 'paid' then 'cancelled' else o.status end,
                  reason = 'stock_lost', next_step = null, due_at = null
            where o.id = $1 returning ${ORDER_COLUMNS}`,
          [order_id],
        );
        const cancelled = toOrderRow(rows[0]!);
        await noteSteps(tx, order_id, [
          { step: 'commit', outcome: 'refused', detail: { outcome, state } },
        ]);
        await outbox.addMany(tx, orderEvents(cancelled, await readLines(tx, order_id)));
        const left = cancelled.total_minor - cancelled.refund_requested_minor;
        if (left === 0n) return;
        await this.refunds.request(tx, {
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
