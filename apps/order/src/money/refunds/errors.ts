import { DomainError, conflict, notFound, validationFailed } from '@tandem/kernel';
import type { Money } from '@tandem/kernel';

export const refundNotFound = (id: string): DomainError => notFound('refund', id);

export const nothingToRetry = (): DomainError =>
  conflict('nothing_to_retry', 'This refund is already complete.');

export const orderNotPaid = (status: string): DomainError =>
  conflict('not_refundable', `An order that is ${status} cannot be refunded.`, {
    order_status: status,
  });

export const refundExceedsTotal = (left: Money): DomainError =>
  conflict('refund_exceeds_total', `At most ${left.amount} ${left.currency} can be refunded.`, {
    left,
  });

export const refundKeyReused = (): DomainError =>
  new DomainError(
    'idempotency_key_reused',
    'invalid',
    'This Idempotency-Key was already used for a different refund.',
  );

export const cannotRestock = (lines: readonly number[]): DomainError =>
  validationFailed(
    lines.map((index) => ({
      field: `restock.${index}.quantity`,
      message: 'is more than was ordered and not yet returned',
    })),
  );
