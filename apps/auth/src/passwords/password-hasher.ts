import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import type { Options } from '@node-rs/argon2';
import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import type { BulkheadPolicy } from 'cockatiel';
import { DomainError } from '@tandem/kernel';
import { AuthConfig } from '../config.js';

// The package exports its algorithms as a const enum, which isolated modules can't read.
const ARGON2ID = 2;

export type HashingSettings = Pick<
  AuthConfig,
  'argon2MemoryKib' | 'argon2Passes' | 'hashesAtOnce' | 'hashesWaiting'
>;

@Injectable()
export class PasswordHasher {
  private readonly options: Options;
  private readonly marker: string;
  private decoy: Promise<string> | null = null;
  private readonly room: BulkheadPolicy;

  constructor(@Inject(AuthConfig) config: HashingSettings) {
    this.room = bulkhead(config.hashesAtOnce, config.hashesWaiting);
    this.options = {
      algorithm: ARGON2ID,
      memoryCost: config.argon2MemoryKib,
      timeCost: config.argon2Passes,
      parallelism: 1,
    };
    this.marker = `$m=${config.argon2MemoryKib},t=${config.argon2Passes},p=1$`;
  }

  /** Throws 503 `overloaded` when too many wait: hashing is made to be slow, and anybody can ask for it. */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password.normalize('NFKC'), this.options));
  }

  /** Takes as long for an unknown account (`null`) as for a known one, so that time tells nothing. Throws 503. */
  async matches(stored: string | null, password: string): Promise<boolean> {
    this.decoy ??= this.hash(randomBytes(16).toString('hex'));
    const against = stored ?? (await this.decoy);
    const matches = await this.inTurn(() => verify(against, password.normalize('NFKC')));
    return matches && stored !== null;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.room.execute(work);
    } catch (error) {
      if (!(error instanceof BulkheadRejectedError)) throw error;
      throw new DomainError(
        'overloaded',
        'unavailable',
        'Too many people are signing in. Try again shortly.',
        {
          retry_after: 2,
        },
      );
    }
  }

  /** True when the hash was made with other parameters than today's. */
  isOutdated(stored: string): boolean {
    return !stored.startsWith('$argon2id$') || !stored.includes(this.marker);
  }

  /** Has the decoy ready before the first sign-in, which would else betray itself by taking twice the time. */
  async warm(): Promise<void> {
    await this.matches(null, '');
  }
}
