import { Injectable } from '@nestjs/common';
import type { OrderLine, OrderRow, SagaStep } from '../order/order.js';
import { AwaitPaymentStep } from './await-payment-step.js';
import { CommitStep } from './commit-step.js';
import { PayStep } from './pay-step.js';
import { ReleaseStep } from './release-step.js';
import { ReserveStep } from './reserve-step.js';
import type { StepResult } from './step-result.js';

interface Step {
  take(order: OrderRow, lines: readonly OrderLine[]): Promise<StepResult>;
}

interface UndoableStep extends Step {
  /** @returns what there was to undo. */
  undo(order: OrderRow, lines: readonly OrderLine[]): Promise<string>;
}

/**
 * The whole way of an order, in its order: what each step does, what it writes in one transaction, and what undoes it when
 * the order ends. Before the first, `CreateOrder` has written the order and emptied the cart; `FailOrder` fills it again.
 * What was paid goes back by `RequestRefund`, in the transaction that cancels the order.
 */
@Injectable()
export class SagaSteps {
  private readonly steps: Record<Exclude<SagaStep, 'release'>, UndoableStep> &
    Record<'release', Step>;

  constructor(
    reserve: ReserveStep,
    pay: PayStep,
    awaitPayment: AwaitPaymentStep,
    commit: CommitStep,
    release: ReleaseStep,
  ) {
    this.steps = {
      // Inventory holds all lines or none. Writes the step, then `pay`; from the balance also ledger entry, `paid`, mail, event.
      reserve: {
        take: (order, lines) => reserve.reserveStock(order, lines),
        undo: (order, lines) => release.giveStockBack(order, lines),
      },
      // The provider makes a payment page. Writes the payment, then `awaiting_payment` until shortly before the hold ends.
      pay: {
        take: (order, lines) => pay.beginPayment(order, lines),
        undo: (order) => release.cancelPayment(order),
      },
      // The time to pay is over: the provider has the last word. Writes `failed`. News that come before: `PaymentOfOrder`.
      await_payment: {
        take: (order, lines) => awaitPayment.endWait(order, lines),
        undo: (order) => release.cancelPayment(order),
      },
      // Inventory sells what it held, for many orders a call, while nobody waits. Writes the step, and `fulfilment_requested`
      // with its event for games; when the pieces are gone, `cancelled` and a refund.
      commit: {
        take: (order) => {
          commit.add(order.id);
          return Promise.resolve(order);
        },
        undo: (order, lines) => release.giveStockBack(order, lines),
      },
      // An order that ended: undoes what may have been done, the payment first. Writes the step.
      release: {
        take: async (order, lines) => {
          await this.steps.pay.undo(order, lines);
          const was = await this.steps.reserve.undo(order, lines);
          return release.noteReleased(order.id, was);
        },
      },
    };
  }

  take(step: SagaStep, order: OrderRow, lines: readonly OrderLine[]): Promise<StepResult> {
    return this.steps[step].take(order, lines);
  }
}
