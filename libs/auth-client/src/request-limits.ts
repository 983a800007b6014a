import { limitOf, msOverLimit } from '@tandem/http';
import { rateLimited } from '@tandem/kernel';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { AuthUser } from './auth-user.js';

/** How much one account may ask of an instance in a minute, by what it is. */
export interface RequestsPerMinute {
  customer: number;
  staff: number;
}

const STRICT: RequestsPerMinute = { customer: 600, staff: 3_000 };
const MINUTE_SECONDS = 60;

interface Configured {
  nodeEnv: string;
  customerRequestsPerMinute: number;
  staffRequestsPerMinute: number;
}

/** What the settings say; 0 leaves it to whether this is production. */
export const requestsPerMinute = ({
  nodeEnv,
  customerRequestsPerMinute: customer,
  staffRequestsPerMinute: staff,
}: Configured): RequestsPerMinute => ({
  customer: limitOf(customer, STRICT.customer, nodeEnv),
  staff: limitOf(staff, STRICT.staff, nodeEnv),
});

/**
 * Bounds what one account asks of this instance, from wherever it comes: the front door counts addresses, of which somebody
 * with a stolen token or a script of their own may have many. Whoever has a permission is staff, whose tables and runs ask
 * for more.
 */
export class RequestLimits {
  private readonly customers: RateLimiterMemory;
  private readonly staff: RateLimiterMemory;

  constructor({ customer, staff }: RequestsPerMinute) {
    this.customers = new RateLimiterMemory({ points: customer, duration: MINUTE_SECONDS });
    this.staff = new RateLimiterMemory({ points: staff, duration: MINUTE_SECONDS });
  }

  /** @throws DomainError 429 when the account has asked for as much as it may. */
  async admit({ id, permissions }: AuthUser): Promise<void> {
    const ms = await msOverLimit(permissions.length > 0 ? this.staff : this.customers, id);
    if (ms !== null) throw rateLimited('Too many requests. Wait a little.', ms / 1_000);
  }
}
