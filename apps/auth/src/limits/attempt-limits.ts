import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { DomainError } from '@tandem/http';
import { AuthConfig } from '../auth-config.js';
import { requester } from '../requester.js';
import { SecurityLog } from '../security-log/security-log.js';

export type LimiterFactory = (
  name: string,
  points: number,
  windowSeconds: number,
) => RateLimiterAbstract;
export const LIMITER_FACTORY = Symbol('limiter-factory');

const STRICT = {
  loginFailures: 5,
  loginFailuresPerAddress: 50,
  registrationsPerAddress: 20,
  confirmationsPerUser: 3,
};
const LOOSE = 100_000;

/** An attempt to sign in, which counts as failed until it says otherwise. */
export interface LoginAttempt {
  succeeded(): Promise<void>;
}

export function tooManyAttempts(retryAfterSeconds: number): DomainError {
  return new DomainError('rate_limited', 429, 'Too many attempts. Try again later.', {
    retry_after: retryAfterSeconds,
  });
}

/**
 * Bounds guessing. A failed sign-in counts against the account as seen from one address, and against
 * the address; the account alone is never locked, or anybody could lock its owner out.
 */
@Injectable()
export class AttemptLimits {
  readonly #account: RateLimiterAbstract;
  readonly #address: RateLimiterAbstract;
  readonly #registrations: RateLimiterAbstract;
  readonly #confirmations: RateLimiterAbstract;

  constructor(
    config: AuthConfig,
    @Inject(LIMITER_FACTORY) limiter: LimiterFactory,
    private readonly security: SecurityLog,
  ) {
    const points = (name: keyof typeof STRICT) =>
      config[name] || (config.nodeEnv === 'production' ? STRICT[name] : LOOSE);
    const window = config.limitWindowSeconds;
    this.#account = limiter('login-account', points('loginFailures'), window);
    this.#address = limiter('login-address', points('loginFailuresPerAddress'), window);
    this.#registrations = limiter('registrations', points('registrationsPerAddress'), window);
    this.#confirmations = limiter('confirmations', points('confirmationsPerUser'), window);
  }

  /** Takes one place before the password is looked at, so parallel guesses can't slip past; success gives it back. */
  async loggingIn(email: string): Promise<LoginAttempt> {
    const address = addressKey();
    const account = createHash('sha256').update(`${email}\n${address}`).digest('base64url');
    try {
      await this.#take(this.#address, address);
      await this.#take(this.#account, account);
    } catch (error) {
      if (error instanceof DomainError)
        await this.security.record({ type: 'login_limited', userId: null });
      throw error;
    }
    return {
      succeeded: async () => {
        await Promise.all([this.#account.delete(account), this.#address.reward(address)]);
      },
    };
  }

  /** Throws 429 when one address registers too much. */
  async registering(): Promise<void> {
    await this.#take(this.#registrations, addressKey());
  }

  /** Throws 429 when one person asks for too many mails. */
  async askingForConfirmation(userId: string): Promise<void> {
    await this.#take(this.#confirmations, userId);
  }

  async #take(limiter: RateLimiterAbstract, key: string): Promise<void> {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooManyAttempts(Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)));
    }
  }
}

function addressKey(): string {
  return requester().ip ?? 'unknown';
}
