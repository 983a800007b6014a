import { Inject, Injectable } from '@nestjs/common';
import { limitOf, msOverLimit } from '@tandem/http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { RealtimeConfig } from '../config.js';
import { tooManyPages } from './errors.js';

const STRICT = 300;
const MINUTE_SECONDS = 60;

/** Bounds how many pages one address reads of this instance: a partner's loop that does not wait must not be the shop's load. */
@Injectable()
export class LimitReaders {
  private readonly pages: RateLimiterMemory;

  constructor(@Inject(RealtimeConfig) { changesPerMinute, nodeEnv }: RealtimeConfig) {
    const points = limitOf(changesPerMinute, STRICT, nodeEnv);
    this.pages = new RateLimiterMemory({ points, duration: MINUTE_SECONDS });
  }

  /** @throws DomainError 429 when it has read as many as it may. */
  async admit(address: string): Promise<void> {
    const ms = await msOverLimit(this.pages, address);
    if (ms !== null) throw tooManyPages(ms / 1_000);
  }
}
