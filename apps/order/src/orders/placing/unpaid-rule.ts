import { Injectable } from '@nestjs/common';
import type { Rows, Statement } from '@tandem/persistence';
import { UserDirectory } from '../../clients/user-directory.js';
import { OrderConfig } from '../../config.js';
import type { PaymentMethod } from '../../money/payment-methods.js';
import type { OrderLine, OrderRow } from '../order/order.js';
import { addressNotConfirmed, askStanding, refuseUnpaid, standingOf } from './unpaid-limits.js';

interface Wish {
  userId: string;
  paymentMethod: PaymentMethod;
}

/**
 * What is paid outside holds goods for as long as its payment page is open, and costs nothing to ask for: so an account
 * may hold only so much of it. What is paid from the balance is paid with the hold, and is none of this rule's business.
 */
@Injectable()
export class UnpaidRule {
  constructor(
    private readonly config: OrderConfig,
    private readonly users: UserDirectory,
  ) {}

  concerns({ paymentMethod }: Wish): boolean {
    return paymentMethod !== 'balance';
  }

  /** @throws DomainError email_not_confirmed; unavailable when auth does not answer. */
  async mayHold(wish: Wish): Promise<void> {
    if (!this.concerns(wish) || !this.config.unpaidNeedsConfirmedEmail) return;
    const user = await this.users.contact(wish.userId);
    if (user?.email_confirmed) return;
    throw addressNotConfirmed();
  }

  /** To be asked in the order's own transaction, behind the lock of the cart; nothing when it is paid at once. */
  question(wish: Wish, lines: readonly { part_id: number }[]): Statement[] {
    if (!this.concerns(wish)) return [];
    const partIds = lines.map(({ part_id }) => part_id);
    return [askStanding(wish.userId, this.config.reservationTtlSeconds, partIds)];
  }

  /** @throws DomainError too_many_unpaid_orders, too_many_unpaid_pieces, unpaid_orders_lapsed. */
  check(order: OrderRow, lines: readonly OrderLine[], answer: Rows): void {
    // What costs nothing is paid with the hold, whatever the method.
    if (order.total_minor === 0n) return;
    const { unpaidOrders, unpaidPieces, unpaidSharePercent, unpaidPauseSeconds } = this.config;
    const problem = refuseUnpaid(standingOf(answer), lines, {
      orders: unpaidOrders,
      pieces: unpaidPieces,
      share: unpaidSharePercent,
      pauseSeconds: unpaidPauseSeconds,
    });
    if (problem) throw problem;
  }
}
