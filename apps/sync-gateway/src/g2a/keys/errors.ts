import { DomainError } from '@tandem/kernel';

/** Also for a key of another order, and for one that was replaced: a caller learns nothing of those. */
export const keyNotFound = (keyId: string): DomainError =>
  new DomainError('key_not_found', 'not_found', `There is no key ${keyId} of this order.`);
