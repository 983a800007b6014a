import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isIPv6 } from 'node:net';
import { Inject, Injectable, Optional } from '@nestjs/common';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { limitOf, msOverLimit } from '@tandem/http';
import { DomainError, rateLimited } from '@tandem/kernel';
import { AuthConfig } from '../config.js';
import { requester } from '../requester.js';
import { SecurityLog } from '../security-log/security-log.js';

export type LimiterFactory = (
  name: string,
  points: number,
  windowSeconds: number,
) => RateLimiterAbstract;
export const LIMITER_FACTORY = Symbol('limiter-factory');
export type Pause = (ms: number) => Promise<unknown>;
const PAUSE = Symbol('pause');

const STRICT = {
  loginFailures: 5,
  loginFailuresPerAccount: 20,
  loginFailuresPerAddress: 50,
  registrationsPerAddress: 20,
  confirmationsPerUser: 3,
};
/** What an attempt on an account under attack waits: no more, or its owner would be kept out. */
const SLOW_MS = 2_000;

/** An attempt to sign in, which counts as failed until it says otherwise. */
export interface LoginAttempt {
  succeeded(): Promise<void>;
}

const tooManyAttempts = (retryAfterSeconds: number): DomainError =>
  rateLimited('Too many attempts. Try again later.', retryAfterSeconds);

/**
 * Bounds guessing. A failed sign-in counts against the account as seen from one address, and against
 * the address; the account alone is never locked, or anybody could lock its owner out: after failures from many addresses
 * each attempt on it is slowed down.
 */
@Injectable()
export class AttemptLimits {
  private readonly account: RateLimiterAbstract;
  private readonly address: RateLimiterAbstract;
  private readonly everywhere: RateLimiterAbstract;
  private readonly registrations: RateLimiterAbstract;
  private readonly confirmations: RateLimiterAbstract;

  constructor(
    config: AuthConfig,
    @Inject(LIMITER_FACTORY) limiter: LimiterFactory,
    private readonly security: SecurityLog,
    @Optional() @Inject(PAUSE) private readonly pause: Pause = delay,
  ) {
    const points = (name: keyof typeof STRICT) =>
      limitOf(config[name], STRICT[name], config.nodeEnv);
    const window = config.limitWindowSeconds;
    this.account = limiter('login-account', points('loginFailures'), window);
    this.address = limiter('login-address', points('loginFailuresPerAddress'), window);
    this.everywhere = limiter('login-everywhere', points('loginFailuresPerAccount'), window);
    this.registrations = limiter('registrations', points('registrationsPerAddress'), window);
    this.confirmations = limiter('confirmations', points('confirmationsPerUser'), window);
  }

  /** Takes one place before the password is looked at, so parallel guesses can't slip past; success gives it back. */
  async loggingIn(email: string): Promise<LoginAttempt> {
    const address = addressKey();
    const account = keyOf(`${email}\n${address}`);
    const everywhere = keyOf(email);
    try {
      await this.take(this.address, address);
      await this.take(this.account, account);
    } catch (error) {
      if (error instanceof DomainError) await this.security.refused('login_limited', null);
      throw error;
    }
    await this.slowDown(everywhere);
    return {
      succeeded: async () => {
        await Promise.all([
          this.account.delete(account),
          this.everywhere.delete(everywhere),
          this.address.reward(address),
        ]);
      },
    };
  }

  /** Throws 429 when one address registers too much. */
  async registering(): Promise<void> {
    await this.take(this.registrations, addressKey());
  }

  /** Throws 429 when one person asks for too many mails. */
  async askingForConfirmation(userId: string): Promise<void> {
    await this.take(this.confirmations, userId);
  }

  private async slowDown(account: string): Promise<void> {
    if ((await msOverLimit(this.everywhere, account)) !== null) await this.pause(SLOW_MS);
  }

  private async take(limiter: RateLimiterAbstract, key: string): Promise<void> {
    const ms = await msOverLimit(limiter, key);
    if (ms !== null) throw tooManyAttempts(ms / 1_000);
  }
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** An IPv6 visitor has a whole /64 to come from: that counts as one address. */
function addressKey(): string {
  const ip = requester().ip ?? 'unknown';
  if (isIPv6(ip) && !ip.startsWith('::ffff:')) return `${networkOf(ip)}/64`;
  return ip;
}

function networkOf(ip: string): string {
  const [head = '', tail] = ip.split('%', 1)[0]!.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':').length : 0;
  if (tail !== undefined) while (groups.length + after < 8) groups.push('0');
  if (tail) groups.push(...tail.split(':'));
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
