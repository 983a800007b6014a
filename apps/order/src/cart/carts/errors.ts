import { DomainError, conflict, invalidField, notFound } from '@tandem/kernel';
import { MAX_LINES, MAX_QUANTITY } from './cart.js';

export const notOffered = (partId: number): DomainError => notFound('part for sale', partId);

export const notInCart = (partId: number): DomainError => notFound('line in the cart for', partId);

export const tooFew = (partId: number, requested: number, available: number): DomainError =>
  conflict('insufficient_stock', 'Not enough in stock.', {
    lines: [{ part_id: partId, requested, available }],
  });

export const tooMany = (): DomainError =>
  invalidField(
    'quantity',
    `must not bring the cart to more than ${MAX_QUANTITY} units of one part`,
  );

export const cartFull = (): DomainError =>
  new DomainError('cart_full', 'invalid', `A cart holds at most ${MAX_LINES} different parts.`);
