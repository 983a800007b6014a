import { ConstantBackoff, handleWhen, retry } from 'cockatiel';
import { DomainError } from '@tandem/kernel';

const PAUSE_MS = 100;
const MOST_PAUSES = 15;

const settling = retry(
  handleWhen((error) => error instanceof DomainError && error.code === 'stock_not_committed'),
  { maxAttempts: MOST_PAUSES, backoff: new ConstantBackoff(PAUSE_MS) },
);

/**
 * For staff who act in the second after an order was paid, while its pieces are still being taken out of the stock: that
 * moment is waited out for them. When inventory is away it does not end, and they are told.
 */
export function onceSettled<T>(attempt: () => Promise<T>): Promise<T> {
  return settling.execute(attempt);
}
