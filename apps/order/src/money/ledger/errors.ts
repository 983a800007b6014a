import { conflict, type DomainError, type Money } from '@tandem/http';

export const insufficientFunds = (required: Money): DomainError =>
  conflict('insufficient_funds', 'Your wallet balance is too low.', { required });
