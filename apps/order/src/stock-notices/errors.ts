import { conflict, DomainError, notFound, rateLimited } from '@tandem/kernel';

export const partNotFound = (id: number): DomainError => notFound('part', id);

export const inStockNow = (): DomainError =>
  conflict('in_stock', 'This product is in stock. You can order it now.');

export const tooManyWishes = (): DomainError =>
  conflict('too_many_wishes', 'You wait for many products already. Please try again later.');

export const askedTooOften = (): DomainError =>
  rateLimited('Too many requests. Please try again later.', 3_600);

export const wishUnknown = (): DomainError =>
  new DomainError('wish_unknown', 'not_found', 'This link is not valid, or no longer valid.');
