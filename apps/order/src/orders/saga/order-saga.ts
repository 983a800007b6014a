import { Injectable } from '@nestjs/common';
import { DomainError, pause } from '@tandem/kernel';
import { isConnectionError, logger } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import type { OrderLine, OrderRow } from '../order/order.js';
import { noteSteps, readOrder } from '../order/order-store.js';
import { msToNextTry } from './next-try.js';
import { SagaSteps } from './saga-steps.js';
import type { StepResult } from './step-result.js';

/** Later attempts are counted on the order; a day without inventory must not fill the record. */
const ATTEMPTS_ON_RECORD = 10;

const log = logger('saga');

/**
 * Takes an order through reserve → payment → commit, or lets go of everything again.
 *
 * Where it stands is the order's row (`next_step`), written in the same transaction as what the step did. A step asks the
 * other service outside of any transaction, idempotently by the order's id, and notes the answer only if the order still
 * stands where it was. So two drivers of one order, or one that died anywhere, do no harm: the step is done again.
 */
@Injectable()
export class OrderSaga {
  constructor(
    private readonly database: Database,
    private readonly steps: SagaSteps,
  ) {}

  /**
   * Goes on until it is somebody else's turn or time is up (`until`, by `performance.now()`); what is left then is due again soon.
   * @returns the order as it stands.
   */
  async drive(order: OrderRow, lines: readonly OrderLine[], until: number): Promise<OrderRow> {
    let current = order;
    for (;;) {
      if (current.next_step === 'commit') await this.step(current, lines);
      if (!this.isOurTurn(current)) return current;
      const result = await this.step(current, lines);
      if (result === 'retry') {
        const ms = msToNextTry(current);
        await this.postpone(current, ms);
        // Nobody waits for an order that is decided; the recovery worker lets go of what it holds.
        if (performance.now() + ms > until || current.status !== 'created') return current;
        await pause(ms);
        current = { ...current, attempts: current.attempts + 1 };
      } else if (result === 'stale') {
        const fresh = (await readOrder(this.database, current.id))!;
        if (fresh.next_step === current.next_step) return fresh;
        current = fresh;
      } else {
        current = result;
      }
    }
  }

  private isOurTurn({ next_step, due_at }: OrderRow): boolean {
    if (next_step === 'await_payment') return (due_at?.getTime() ?? 0) <= Date.now();
    return next_step !== null && next_step !== 'commit';
  }

  private async step(order: OrderRow, lines: readonly OrderLine[]): Promise<StepResult> {
    try {
      return await this.steps.take(order.next_step!, order, lines);
    } catch (error) {
      // Whatever it was, the order is not lost: it is due again, with a growing pause.
      const noAnswer = error instanceof DomainError && error.kind === 'unavailable';
      const expected = noAnswer || isConnectionError(error);
      const context = { err: error, order_id: order.id, step: order.next_step };
      if (expected) log.warn(context, 'a step of an order got no answer');
      else log.error(context, 'a step of an order failed');
      return 'retry';
    }
  }

  private async postpone(order: OrderRow, ms: number): Promise<void> {
    try {
      await this.database.execute(
        `update orders set attempts = attempts + 1, due_at = clock_timestamp() + make_interval(secs => $3)
          where id = $1 and next_step = $2`,
        [order.id, order.next_step, Math.max(ms, 1_000) / 1_000],
      );
      if (order.attempts < ATTEMPTS_ON_RECORD) {
        await transaction(this.database, (tx) =>
          noteSteps(tx, order.id, [
            { step: order.next_step!, outcome: 'retry', detail: { attempt: order.attempts + 1 } },
          ]),
        );
      }
    } catch (error) {
      // The database is away as well: the row is due at the time it had.
      log.warn({ err: error, order_id: order.id }, 'an order could not be postponed');
    }
  }
}
