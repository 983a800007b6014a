import { DomainError, retrying } from '@tandem/kernel';

const settling = retrying(
  (error) => error instanceof DomainError && error.code === 'stock_not_committed',
  { times: 15, firstMs: 100, longestMs: 100, spread: 0 },
);

/**
 * For staff who act in the second after an order was paid, while its pieces are still being taken out of the stock: that
 * moment is waited out for them. When inventory is away it does not end, and they are told.
 */
export function onceSettled<T>(attempt: () => Promise<T>): Promise<T> {
  return settling.execute(attempt);
}
