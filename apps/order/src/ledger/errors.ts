import { conflict, type DomainError, type Money } from '@tandem/http';

export const insufficientFunds = (required: Money): DomainError =>
  conflict('insufficient_funds', 'The wallet does not hold enough money.', { required });
