import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { SECOND_BUCKETS, counter, histogram } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { keyReused, orderFailure, orderInProgress } from '../order/errors.js';
import type { OrderLine, OrderRow } from '../order/order.js';
import { readLines, readOrder } from '../order/order-store.js';
import type { OrderDto } from '../order/orders.dto.js';
import { OrderSaga } from '../saga/order-saga.js';
import { askedOf } from './asked.js';
import { CreateOrder, type Creation, type PlaceOrderCommand } from './create-order.js';
import { FirstAnswer } from './first-answer.js';
import { UnpaidRefusals } from './unpaid-refusals.js';
import { UnpaidRule } from './unpaid-rule.js';

const FIRST_LOOK_MS = 20;
const LAST_LOOK_MS = 250;

const outcomes = counter('orders_placed', {
  unit: '{order}',
  description: 'Outcomes of POST /orders.',
});
const duration = histogram('order_placing_duration', {
  description: 'From the request to its decided order.',
  unit: 's',
  buckets: SECOND_BUCKETS,
});

/**
 * What POST /orders does: the cart becomes an order, the saga runs while the shopper waits, and the answer tells how it was
 * decided. A repeated key never makes a second order: it waits for the first one's decision and gets the same answer.
 */
@Injectable()
export class PlaceOrder {
  /** Orders that a request of this process is working on. */
  private readonly underWay = new Map<string, Promise<OrderRow>>();

  constructor(
    private readonly database: Database,
    private readonly createOrder: CreateOrder,
    private readonly saga: OrderSaga,
    private readonly firstAnswer: FirstAnswer,
    private readonly config: OrderConfig,
    private readonly unpaid: UnpaidRule,
    private readonly refusals: UnpaidRefusals,
  ) {}

  /**
   * @throws DomainError cart_empty, insufficient_stock, insufficient_funds, price_changed, idempotency_key_reused, order_failed;
   *   what `UnpaidRule` refuses; order_in_progress (503) when time is up before it is decided.
   */
  async place(command: PlaceOrderCommand): Promise<OrderDto> {
    const began = performance.now();
    const until = began + this.config.answerDeadlineMs;
    const creation = await this.create(command);
    const { order } = creation;
    if (!creation.created && !isSameWish(order, command)) throw keyReused();
    if (creation.created) faultPoint('order.created');
    const lines = creation.created ? creation.lines : await readLines(this.database, order.id);
    const now = creation.created
      ? await this.work(order, lines, until)
      : await this.wait(order, until);
    duration.record((performance.now() - began) / 1_000);
    if (now.status === 'created') {
      outcomes.add(1, { outcome: 'in_progress' });
      throw orderInProgress(order.id);
    }
    return this.answer(now, lines);
  }

  private async create(command: PlaceOrderCommand): Promise<Creation> {
    try {
      await this.unpaid.mayHold(command);
      return await this.createOrder.create(command);
    } catch (error) {
      await this.refusals.note(command.userId, error);
      throw error;
    }
  }

  private async work(
    order: OrderRow,
    lines: readonly OrderLine[],
    until: number,
  ): Promise<OrderRow> {
    const driven = this.saga.drive(order, lines, until);
    this.underWay.set(order.id, driven);
    try {
      return await driven;
    } finally {
      this.underWay.delete(order.id);
    }
  }

  /** The first call may run here, on another instance, or have died: then the recovery worker decides. */
  private async wait(order: OrderRow, until: number): Promise<OrderRow> {
    let current = order;
    let ms = FIRST_LOOK_MS;
    await this.underWay.get(order.id)?.catch(() => undefined);
    while (current.status === 'created' && performance.now() < until) {
      current = (await readOrder(this.database, order.id))!;
      if (current.status !== 'created') break;
      await pause(ms);
      ms = Math.min(LAST_LOOK_MS, ms * 2);
    }
    return current;
  }

  private async answer(order: OrderRow, lines: readonly OrderLine[]): Promise<OrderDto> {
    const decided = await this.firstAnswer.of(order);
    outcomes.add(1, { outcome: decided.order.reason ?? decided.order.status });
    if (decided.order.status === 'failed') {
      throw orderFailure(decided.order.reason, order.failure, order.id);
    }
    return decided.view(lines);
  }
}

function isSameWish(order: OrderRow, command: PlaceOrderCommand): boolean {
  if (order.asked === null) return order.payment_method === command.paymentMethod;
  return order.asked === askedOf(command);
}
