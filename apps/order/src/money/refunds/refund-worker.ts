import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { DomainError, isRefusal } from '@tandem/kernel';
import { counter, inBackground, logger } from '@tandem/observability';
import { transaction } from '@tandem/persistence';
import { DataSource } from 'typeorm';
import { InventoryClient } from '../../clients/inventory-client.js';
import { OrderConfig } from '../../config.js';
import { DueLoop, type Round } from '../../due-loop.js';
import { PaymentProviders } from '../providers/payment-providers.js';
import { nextTry, type Refund } from './refund.js';
import { markRestocked, REFUND_COLUMNS, toRefund } from './refund-store.js';
import { SettleRefund } from './settle-refund.js';

const IDLE_MS = 500;
/** Longer than the calls of one try; after that another instance takes the refund up. */
const LEASE_SECONDS = 15;
/** While the provider works on it we ask again at the pace of this attempt, and no tries are used up. */
const PENDING_ATTEMPT = 8;

const log = logger('refunds');
const failed = counter('refunds_given_up', {
  unit: '{refund}',
  description: 'Refunds, or returns of their goods, that are left to staff.',
});

const CLAIM = `
update refunds r set attempts = r.attempts + 1, due_at = clock_timestamp() + make_interval(secs => $1)
 where r.id = (select id from refunds where due_at <= clock_timestamp() order by due_at limit 1 for update skip locked)
returning ${REFUND_COLUMNS}, r.traceparent, (select o.correlation_id from orders o where o.id = r.order_id) as correlation_id`;

interface Claimed {
  /** The order's. */
  correlation_id: string | null;
  /** Of what promised the refund. */
  traceparent: string | null;
}

/**
 * Takes refunds to the provider and their goods to the shelf. The lease is the due time: whoever dies with a refund in
 * hand leaves it to the next, who repeats the call; provider and inventory know the refund's id.
 */
@Injectable()
export class RefundWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop: DueLoop;

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: OrderConfig,
    private readonly providers: PaymentProviders,
    private readonly inventory: InventoryClient,
    private readonly settle: SettleRefund,
  ) {
    this.#loop = new DueLoop('refunds', Math.min(IDLE_MS, config.refundRetryMs), () =>
      this.#round(),
    );
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }

  /** Something is due now. */
  wake(): void {
    this.#loop.wake();
  }

  async #round(): Promise<Round> {
    const [[claimed]] = await this.dataSource.query<[Claimed[], number]>(CLAIM, [LEASE_SECONDS]);
    if (!claimed) return 'none';
    const refund = toRefund(claimed);
    const { correlation_id: correlationId, traceparent } = claimed;
    await inBackground('carry out refund', () => this.#carryOut(refund), {
      correlationId,
      traceparent,
    });
    return 'more';
  }

  async #carryOut(refund: Refund): Promise<void> {
    try {
      if (refund.status === 'requested') await this.#giveBack(refund);
      else await this.#restock(refund);
    } catch (error) {
      await this.#later(refund, error);
    }
  }

  async #giveBack(refund: Refund): Promise<void> {
    const { id, payment_id, amount_minor, currency } = refund;
    const answer = await this.providers.of(refund.payment_method).refund({
      refundId: id,
      paymentId: payment_id!,
      amountMinor: amount_minor,
      currency,
    });
    faultPoint('refund.provider-answered');
    if (answer === 'pending') return this.#askAgain(refund);
    await transaction(this.dataSource, (tx) => this.settle.settleRefund(tx, refund));
    faultPoint('refund.settled');
  }

  async #restock({ id, order_id, restock }: Refund): Promise<void> {
    await this.inventory.returnGoods(id, order_id, restock);
    faultPoint('refund.restocked');
    await transaction(this.dataSource, (tx) => markRestocked(tx, id));
  }

  async #askAgain({ id, attempts }: Refund): Promise<void> {
    const attempt = Math.min(attempts, PENDING_ATTEMPT);
    const ms = nextTry(attempt, { ...this.config, refundAttempts: Infinity })!;
    await this.dataSource.query(
      `update refunds set attempts = $2, due_at = clock_timestamp() + make_interval(secs => $3)
        where id = $1 and status = 'requested'`,
      [id, attempt, ms / 1_000],
    );
  }

  async #later(refund: Refund, error: unknown): Promise<void> {
    // Somebody who says no, and not just nothing, says no the next time as well: that is for staff.
    const ms = isRefusal(error) ? null : nextTry(refund.attempts, this.config);
    const context = { refund_id: refund.id, attempt: refund.attempts };
    if (ms === null) {
      failed.add(1, { step: refund.status === 'requested' ? 'money' : 'goods' });
      log.error({ cause: error, ...context }, 'a refund is left to staff');
    } else log.warn({ err: error, ...context }, 'a refund is tried again later');
    await transaction(this.dataSource, (tx) =>
      tx.query(
        `update refunds set last_error = $2, due_at = clock_timestamp() + make_interval(secs => $3),
                status = case when $3::float8 is null and status = 'requested' then 'failed' else status end
          where id = $1 and due_at is not null`,
        [refund.id, codeOf(error), ms === null ? null : ms / 1_000],
      ),
    );
  }
}

function codeOf(error: unknown): string {
  if (error instanceof DomainError) return error.code.slice(0, 200);
  return error instanceof Error ? error.name.slice(0, 200) : 'unknown';
}
