import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { Database, transaction } from '@tandem/persistence';
import { CarryOutRefund } from './carry-out-refund.js';
import { nothingToRetry, refundNotFound } from './errors.js';
import type { Refund } from './refund.js';
import { correlationOf, readRefund, reopenRefund } from './refund-store.js';

/** Staff send a refund that was given up once more on its way. Twice the same click is one try. */
@Injectable()
export class RetryRefund {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** @throws DomainError not_found, nothing_to_retry. */
  async retry(orderId: string, refundId: string): Promise<Refund> {
    return transaction(this.database, async (tx) => {
      const reopened = await reopenRefund(tx, orderId, refundId);
      if (reopened) {
        const options = { key: refundId, correlationId: await correlationOf(tx, orderId) };
        await this.jobs.enqueue(tx, CarryOutRefund, { refund_id: refundId }, options);
        return reopened;
      }
      const known = await readRefund(tx, refundId);
      if (!known || known.order_id !== orderId) throw refundNotFound(refundId);
      if (known.due_at === null) throw nothingToRetry();
      return known;
    });
  }
}
