import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { DomainError, isRefusal } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { BeginOrderPayment } from '../../money/payments/begin-order-payment.js';
import type { OrderLine, OrderRow } from '../order/order.js';
import { noteSteps, ORDER_COLUMNS, toOrderRow } from '../order/order-store.js';
import { FailOrder } from './fail-order.js';
import type { StepResult } from './step-result.js';

/** A payment ends this share of the reservation's time before it does: what is paid in the last second is still held. */
const SAFETY_SHARE = 1 / 15;

/** Asks somebody outside for the money; the shopper goes there to pay. */
@Injectable()
export class PayStep {
  constructor(
    private readonly database: Database,
    private readonly payments: BeginOrderPayment,
    private readonly failOrder: FailOrder,
    private readonly config: OrderConfig,
  ) {}

  async beginPayment(order: OrderRow, lines: readonly OrderLine[]): Promise<StepResult> {
    const expiresAt = this.expiresAt(order);
    try {
      await this.payments.begin({
        id: order.id,
        number: order.number,
        userId: order.user_id,
        paymentMethod: order.payment_method,
        currency: order.currency,
        totalMinor: order.total_minor,
        expiresAt,
        lines,
      });
    } catch (error) {
      return this.notBegun(order, lines, error);
    }
    faultPoint('order.payment-begun');
    return this.waiting(order.id, expiresAt);
  }

  /** A "no" is the end of it, and its goods are free at once. Without an answer the payment may be there: begun again. */
  private async notBegun(
    order: OrderRow,
    lines: readonly OrderLine[],
    error: unknown,
  ): Promise<StepResult> {
    if (isRefusal(error)) {
      const { code, extra } = error;
      return this.failOrder.unlessMoved(order, lines, {
        reason: 'payment_refused',
        step: 'pay',
        outcome: 'refused',
        detail: { refusal: code, provider_code: extra['provider_code'] ?? null },
        release: true,
      });
    }
    if (order.give_up_at.getTime() > Date.now()) {
      if (error instanceof DomainError) return 'retry';
      throw error;
    }
    return this.failOrder.unlessMoved(order, lines, {
      reason: 'payment_unavailable',
      step: 'pay',
      outcome: 'retry',
      release: true,
    });
  }

  private async waiting(orderId: string, expiresAt: Date): Promise<StepResult> {
    const waiting = await transaction(this.database, async (tx) => {
      const rows = await tx.query<object>(
        `update orders o set status = 'awaiting_payment', next_step = 'await_payment', due_at = $2, attempts = 0
          where o.id = $1 and o.next_step = 'pay' returning ${ORDER_COLUMNS}`,
        [orderId, expiresAt],
      );
      if (rows.length === 0) return 'stale' as const;
      await noteSteps(tx, orderId, [{ step: 'begin_payment', outcome: 'done' }]);
      return toOrderRow(rows[0]!);
    });
    faultPoint('order.awaiting-payment');
    return waiting;
  }

  private expiresAt({ created_at }: OrderRow): Date {
    const seconds = this.config.reservationTtlSeconds * (1 - SAFETY_SHARE);
    return new Date(created_at.getTime() + seconds * 1_000);
  }
}
