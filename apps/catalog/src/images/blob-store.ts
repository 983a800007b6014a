import { createHash } from 'node:crypto';

/**
 * Keeps bytes outside the database, each under the SHA-256 of itself: an object never becomes another. Every call goes over the
 * network, so none is made inside a transaction. Each throws `unavailable` (503) while the store does not answer.
 */
export interface BlobStore {
  put(sha256: string, bytes: Buffer): Promise<void>;
  /** Null when there is no such object. */
  get(sha256: string): Promise<Buffer | null>;
  /** Nothing happens when there is no such object. */
  remove(sha256: string): Promise<void>;
  /** Up to 1,000 names that come after this one, in their order; `''` begins. */
  namesAfter(sha256: string): Promise<string[]>;
  close(): void;
}

/** Null where no bucket is configured. */
export const BLOB_STORE = Symbol('the blob store');

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
