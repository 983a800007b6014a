import { conflict, notFound, rateLimited, type DomainError } from '@tandem/kernel';
import type { KeyStatus } from '../order/order-keys.js';

export const keyNotFound = (id: string): DomainError => notFound('key', id);

const WHY: Readonly<Record<Exclude<KeyStatus, 'ready' | 'revealed'>, string>> = {
  pending: 'This key is not here yet. It appears on your order page by itself.',
  replaced: 'This key was replaced by another one.',
  refunded: 'The money for this key was returned.',
};

export const keyNotReady = (status: keyof typeof WHY): DomainError =>
  conflict('key_not_ready', WHY[status], { key_status: status });

/** Whoever has the money back does not get the key as well. */
export const keyMoneyReturned = (): DomainError =>
  conflict('key_not_ready', WHY.refunded, { key_status: 'refunded' });

export const tooManyReveals = (retryAfterSeconds: number): DomainError =>
  rateLimited(
    'You have looked at many keys in a short time. Please try again later.',
    retryAfterSeconds,
  );
