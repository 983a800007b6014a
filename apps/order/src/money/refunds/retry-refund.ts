import { Injectable } from '@nestjs/common';
import { transaction } from '@tandem/persistence';
import { DataSource } from 'typeorm';
import { nothingToRetry, refundNotFound } from './errors.js';
import type { Refund } from './refund.js';
import { readRefund, REFUND_COLUMNS, toRefund } from './refund-store.js';
import { RefundWorker } from './refund-worker.js';

/** Staff send a refund that was given up once more on its way. Twice the same click is one try. */
@Injectable()
export class RetryRefund {
  constructor(
    private readonly dataSource: DataSource,
    private readonly worker: RefundWorker,
  ) {}

  /** @throws DomainError not_found, nothing_to_retry. */
  async retryRefund(orderId: string, refundId: string): Promise<Refund> {
    const refund = await transaction(this.dataSource, async (tx) => {
      const [rows] = await tx.query<[object[], number]>(
        `update refunds r set due_at = clock_timestamp(), attempts = 0,
                status = case r.status when 'failed' then 'requested' else r.status end
          where r.id = $1 and r.order_id = $2 and r.due_at is null
            and (r.status = 'failed' or (r.restock <> '[]' and r.restocked_at is null))
          returning ${REFUND_COLUMNS}`,
        [refundId, orderId],
      );
      if (rows[0]) return toRefund(rows[0]);
      const known = await readRefund(tx, refundId);
      if (!known || known.order_id !== orderId) throw refundNotFound(refundId);
      if (known.due_at === null) throw nothingToRetry();
      return known;
    });
    this.worker.wake();
    return refund;
  }
}
