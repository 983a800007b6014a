import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Jobs } from '@tandem/jobs';
import { fromMinor } from '@tandem/kernel';
import { afterCommit, isCheckViolation, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import type { Pieces } from '../../clients/inventory-client.js';
import { CarryOutRefund } from './carry-out-refund.js';
import { orderNotPaid, refundExceedsTotal, refundKeyReused } from './errors.js';
import { mergePieces, sameWish, type Refund, type RefundWish } from './refund.js';
import { RefundOutcome, type OrderToRefund } from './refund-outcome.js';
import { insertRefund, refundable, refundByKey } from './refund-store.js';
import { SettleRefund } from './settle-refund.js';

export interface RefundCommand {
  order: { id: string };
  /** 'rest': whatever has not been given back, or promised, yet. */
  amountMinor: bigint | 'rest';
  reason: string;
  restock: readonly Pieces[];
  /** Null: the shop itself. */
  requestedBy: string | null;
  /** Of an order, each key is one refund; default the reason. */
  key?: string;
}

/**
 * Promises money back, in the transaction that is the cause of it. To a wallet it goes in the same transaction; elsewhere
 * the worker takes it, as often as it needs.
 */
@Injectable()
export class RequestRefund {
  constructor(
    private readonly settleRefund: SettleRefund,
    private readonly jobs: Jobs,
    private readonly outcome: RefundOutcome,
  ) {}

  /**
   * @returns null when it is 'rest' and nothing is left; the first refund when the key has come before.
   * @throws DomainError not_refundable, refund_exceeds_total, idempotency_key_reused.
   */
  async request(tx: Tx, command: RefundCommand): Promise<Refund | null> {
    const order = await this.outcome.lockToRefund(tx, command.order.id);
    const repeated = await this.repeated(tx, command);
    if (repeated) return repeated;
    const refund = await this.promise(tx, order, command);
    if (!refund) return null;
    afterCommit(tx, () => faultPoint('refund.requested'));
    if (refund.payment_id === null) return this.settleRefund.settle(tx, refund);
    const { id } = refund;
    const options = { key: id, once: true, correlationId: order.correlation_id };
    await this.jobs.enqueue(tx, CarryOutRefund, { refund_id: id }, options);
    return refund;
  }

  /** The refund that this key has made before; the order's row must be locked. */
  async repeated(tx: Tx, command: RefundCommand): Promise<Refund | null> {
    const known = await refundByKey(tx, command.order.id, keyOf(command));
    if (known && !sameWish(known.request, wishOf(command))) throw refundKeyReused();
    return known;
  }

  private async promise(
    tx: Tx,
    order: OrderToRefund,
    command: RefundCommand,
  ): Promise<Refund | null> {
    const { paymentId, left, paid } = await refundable(tx, order.id);
    if (!paid) throw orderNotPaid(order.status);
    const amount = command.amountMinor === 'rest' ? left : command.amountMinor;
    if (amount === 0n) return null;
    try {
      return await insertRefund(tx, {
        id: uuidv7(),
        order_id: order.id,
        user_id: order.user_id,
        payment_id: paymentId,
        payment_method: order.payment_method,
        currency: order.currency,
        amount_minor: amount,
        reason: command.reason,
        restock: mergePieces(command.restock),
        requested_by: command.requestedBy,
        request: wishOf(command),
        key: keyOf(command),
      });
    } catch (error) {
      if (!isCheckViolation(error, 'orders_refund_requested_within_total')) throw error;
      throw refundExceedsTotal(fromMinor(left, order.currency));
    }
  }
}

function keyOf({ key, reason }: RefundCommand): string {
  return key ?? reason;
}

function wishOf({ amountMinor, reason, restock }: RefundCommand): RefundWish {
  const amount = amountMinor === 'rest' ? null : amountMinor.toString();
  return { amount, reason, restock: mergePieces(restock) };
}
