import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RealtimeConfig } from '../config.js';
import { tooManyPages } from './errors.js';

const STRICT = 300;
const LOOSE = 100_000;
const MINUTE_SECONDS = 60;

/** Bounds how many pages one address reads of this instance: a partner's loop that does not wait must not be the shop's load. */
@Injectable()
export class LimitReaders {
  private readonly pages: RateLimiterMemory;

  constructor(@Inject(RealtimeConfig) { changesPerMinute, nodeEnv }: RealtimeConfig) {
    const points = changesPerMinute || (nodeEnv === 'production' ? STRICT : LOOSE);
    this.pages = new RateLimiterMemory({ points, duration: MINUTE_SECONDS });
  }

  /** @throws DomainError 429 when it has read as many as it may. */
  async admit(address: string): Promise<void> {
    try {
      await this.pages.consume(address);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooManyPages(Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)));
    }
  }
}
