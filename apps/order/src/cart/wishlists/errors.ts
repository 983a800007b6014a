import { DomainError } from '@tandem/kernel';
import { MAX_WISHES } from './wishlist.js';

export const wishlistFull = (): DomainError =>
  new DomainError('wishlist_full', 'invalid', `A wishlist holds at most ${MAX_WISHES} parts.`);
