import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DueLoop } from '@tandem/jobs';
import { counter, inBackground, logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import type { OrderRow } from '../order/order.js';
import { ORDER_COLUMNS, readLines, toOrderRow } from '../order/order-store.js';
import { OrderSaga } from './order-saga.js';

const BATCH = 50;
const POLL_MS = 500;
const LEASE_SECONDS = 15;

const log = logger('saga');
const resumed = counter('orders_resumed', {
  unit: '{order}',
  description: 'Orders whose saga another than their own request took further.',
});

/** The lease is the due time itself: a worker that dies with an order in its hands leaves it to the next one. */
const CLAIM = `
update orders o set due_at = clock_timestamp() + make_interval(secs => $1)
 where o.id in (select id from orders where due_at <= clock_timestamp() order by due_at limit $2 for update skip locked)
returning ${ORDER_COLUMNS}, o.traceparent`;

interface Claimed {
  /** Of the request that placed the order. */
  traceparent: string | null;
}

/** Finishes what a request, or a whole instance, has left behind. Any number of instances may do so. */
@Injectable()
export class RecoveryWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new DueLoop({
    name: 'saga',
    idleMs: POLL_MS,
    batch: BATCH,
    round: () => this.resumeDue(),
  });

  constructor(
    private readonly database: Database,
    private readonly saga: OrderSaga,
    private readonly config: OrderConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async resumeDue(): Promise<number> {
    const rows = await this.database.query<Claimed>(CLAIM, [LEASE_SECONDS, BATCH]);
    const results = await Promise.allSettled(rows.map((row) => this.resume(row)));
    for (const result of results) {
      if (result.status === 'rejected') log.error({ err: result.reason }, 'an order is stuck');
    }
    return rows.length;
  }

  private resume(claimed: Claimed): Promise<OrderRow> {
    const order = toOrderRow(claimed);
    const { correlation_id: correlationId } = order;
    const resume = async () => {
      resumed.add(1, { step: order.next_step ?? '' });
      const lines = await readLines(this.database, order.id);
      // The claim has moved the due time; that it was due is what counts.
      const due = { ...order, due_at: new Date(0) };
      return this.saga.drive(due, lines, performance.now() + this.config.answerDeadlineMs);
    };
    return inBackground('resume order', resume, {
      correlationId,
      traceparent: claimed.traceparent,
    });
  }
}
