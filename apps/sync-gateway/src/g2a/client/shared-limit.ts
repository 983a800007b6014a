import { randomUUID } from 'node:crypto';
import { logger } from '@tandem/observability';
import type { Redis } from 'ioredis';
import { withBudgetScripts } from './budget-scripts.js';
import { RequestLog, type Slot } from './request-log.js';

export interface LimitOptions {
  /** Null: there is no Redis. */
  redis: Redis | null;
  /** Requests in any window, of all instances together. */
  limit: number;
  windowMs: number;
  /** How many instances there are, at the most. */
  instances: number;
  /** A request that has no answer after that was never heard by G2A. */
  flightMs: number;
  /** An instance that has told nothing for so long is taken for one without Redis. */
  silenceMs: number;
}

/** How the limit stands. */
export interface LimitState {
  shared: boolean;
  instances: number;
  used: number;
  limit: number;
}

const KEYS = ['sync:g2a:requests', 'sync:g2a:pace', 'sync:g2a:instances'] as const;
/** Kept back from what is shared, for the time after Redis was lost in which nobody knows what the others have used. */
const SPARE = 0.1;
/** What only follows the catalogue is spread evenly over the window: what is used up at once comes back at once, a window later. */
const PACE = 1 / 12;

const log = logger('g2a');

/**
 * A number of requests in any window, whoever of the instances makes them. With Redis they share it. An instance without
 * Redis has its share alone, and that share is kept from the others; as both must be true for a whole window before it may
 * be used, it lives on a small spare share until then.
 */
export class SharedLimit {
  private readonly instance = randomUUID();
  private readonly requests: RequestLog;
  private readonly spare: number;
  private contactAt = 0;
  private present = 1;
  private wasShared = false;

  constructor(private readonly options: LimitOptions) {
    const { redis, limit, windowMs, flightMs } = options;
    if (redis) withBudgetScripts(redis);
    this.requests = new RequestLog(this.instance, windowMs, flightMs, () => performance.now());
    this.spare = Math.ceil(limit * SPARE);
    this.contactAt = performance.now();
  }

  /** One request, or how long to wait before asking again. `share` of the whole is as much as may be used. */
  async take(share: number, isPaced: boolean): Promise<Slot | number> {
    const { redis } = this.options;
    if (!redis) return this.takeAlone(share, { spare: false });
    if (redis.status === 'ready') {
      try {
        const taken = await this.takeShared(redis, share, isPaced);
        this.contact(true);
        return taken;
      } catch (error) {
        this.lost(error);
      }
    } else this.lost(new Error('no connection'));
    return this.takeAlone(share, { spare: !this.isForgotten() });
  }

  answered(slot: Slot): void {
    this.requests.answered(slot);
    const { redis } = this.options;
    if (redis?.status === 'ready') redis.syncDone(1, KEYS[0], slot.id).catch(() => undefined);
  }

  /** Keeps the others from taking this instance for one without Redis. */
  async report(): Promise<LimitState> {
    const { redis, limit } = this.options;
    if (redis?.status === 'ready') {
      try {
        const [present, used] = await this.tell(redis);
        this.contact(true);
        return { shared: true, instances: present, used, limit };
      } catch (error) {
        this.lost(error);
      }
    }
    const { used } = this.requests.count({ spare: false });
    return { shared: false, instances: this.all, used, limit: Math.floor(limit / this.all) };
  }

  private get all(): number {
    return Math.max(this.options.instances, this.present);
  }

  private async takeShared(redis: Redis, share: number, isPaced: boolean): Promise<Slot | number> {
    const { limit, windowMs, instances, flightMs, silenceMs } = this.options;
    const id = this.requests.nextId();
    const settings = [silenceMs, instances, limit, limit - this.spare, share, flightMs];
    const paceMs = isPaced ? Math.round(windowMs * PACE) : 0;
    const ask = () => redis.syncTake(3, ...KEYS, windowMs, this.instance, ...settings, id, paceMs);
    let [answer, waitMs = 0] = await ask();
    if (answer === 'unknown') {
      await this.tell(redis);
      [answer, waitMs = 0] = await ask();
    }
    return answer === 'taken' ? this.requests.add({ id }) : Math.max(1, Number(waitMs));
  }

  private async tell(redis: Redis): Promise<[number, number]> {
    const { windowMs, silenceMs } = this.options;
    const told = this.requests.told();
    const state = await redis.syncReport(3, ...KEYS, windowMs, this.instance, silenceMs, ...told);
    this.present = state[0];
    return state;
  }

  private takeAlone(share: number, { spare }: { spare: boolean }): Slot | number {
    const whole = spare ? this.spare : this.options.limit;
    const mine = Math.max(1, Math.floor(Math.floor(whole / this.all) * share));
    const { used, nextMs } = this.requests.count({ spare });
    return used < mine ? this.requests.add({ spare }) : Math.max(1, nextMs);
  }

  /** Whether the others have done without this instance's share for a whole window. */
  private isForgotten(): boolean {
    const { windowMs, flightMs, silenceMs } = this.options;
    return performance.now() - this.contactAt > silenceMs + windowMs + flightMs;
  }

  private contact(isShared: boolean): void {
    this.contactAt = performance.now();
    this.wasShared = isShared;
  }

  private lost(error: unknown): void {
    if (!this.wasShared) return;
    this.wasShared = false;
    log.warn(
      { err: error, away: 'redis' },
      'the budget of G2A is not shared: each has a part of it',
    );
  }
}
