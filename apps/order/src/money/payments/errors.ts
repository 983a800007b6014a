import { conflict } from '@tandem/kernel';
import type { DomainError } from '@tandem/kernel';
import type { PaymentStatus } from './payment.js';

export const paymentOver = (status: PaymentStatus): DomainError =>
  conflict('payment_over', `This payment is ${status} and cannot be started again.`, {
    payment_status: status,
  });
