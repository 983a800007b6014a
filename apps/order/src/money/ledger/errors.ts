import { conflict } from '@tandem/kernel';
import type { DomainError, Money } from '@tandem/kernel';

export const insufficientFunds = (required: Money): DomainError =>
  conflict('insufficient_funds', 'Your wallet balance is too low.', { required });
