import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SECOND_BUCKETS, histogram } from '@tandem/observability';
import { SyncConfig } from '../../config.js';
import { SyncRedis } from '../../redis/sync-redis.js';
import { G2aProblem } from './g2a-problem.js';
import type { Slot } from './request-log.js';
import { SharedLimit, type LimitState } from './shared-limit.js';

/** Who asks: an order may use the whole budget, what only keeps the catalogue fresh leaves a part of it to orders. */
export type BudgetClass = 'order' | 'stock' | 'catalogue';

/** Greatest parts of the budget, in the order in which those who wait are served. */
export const SHARES: Readonly<Record<BudgetClass, number>> = {
  order: 1,
  stock: 0.85,
  catalogue: 0.7,
};
const CLASSES = Object.keys(SHARES) as BudgetClass[];

/** Requests count for that much longer than at G2A: clocks are set, and tell whole milliseconds. */
const LONGER_MS = 1_000;
/** After the deadline of a call, G2A may still find it in its socket. */
const LATE_MS = 5_000;
const SILENCE_MS = 10_000;
const REPORT_MS = 3_000;
/** Asked again that soon: whoever is before one may have given up. */
const LONGEST_WAIT_MS = 250;

interface Waiter {
  since: number;
  resolve(slot: Slot): void;
  reject(error: Error): void;
}

const waits = histogram('g2a_budget_wait', {
  description: 'How long calls to G2A waited for their turn, by class.',
  unit: 's',
  buckets: SECOND_BUCKETS,
});

/** The requests that the shop may send to G2A in a minute: shared by all instances, orders first. */
@Injectable()
export class G2aBudget implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly limit: SharedLimit;
  private readonly waiting: Record<BudgetClass, Waiter[]> = { order: [], stock: [], catalogue: [] };
  private isServing = false;
  private heldUntil = 0;
  private timer: NodeJS.Timeout | undefined;
  private wake: () => void = () => undefined;

  constructor(config: SyncConfig, { client: redis }: SyncRedis) {
    this.limit = new SharedLimit({
      redis,
      limit: config.g2aRequestsPerMinute,
      windowMs: config.g2aWindowMs + LONGER_MS,
      instances: config.g2aInstances,
      flightMs: config.g2aDeadlineMs + LATE_MS,
      silenceMs: SILENCE_MS,
    });
  }

  onApplicationBootstrap(): void {
    const report = () => void this.limit.report();
    report();
    this.timer = setInterval(report, REPORT_MS).unref();
  }

  /** Nobody gets a turn any more. */
  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    for (const waiter of CLASSES.flatMap((name) => this.waiting[name].splice(0))) {
      waiter.reject(new G2aProblem('stopping', { outcome: 'retry', reached: 'no' }));
    }
  }

  /** Waits for the right to send one request; `answered` is to be called when its answer is there. */
  async take(budget: BudgetClass, signal?: AbortSignal): Promise<{ answered(): void }> {
    const slot = await new Promise<Slot>((resolve, reject) => {
      const waiter = { since: performance.now(), resolve, reject };
      this.waiting[budget].push(waiter);
      const giveUp = () => this.giveUp(budget, waiter);
      signal?.addEventListener('abort', giveUp, { once: true });
      if (signal?.aborted) giveUp();
      void this.serve();
    });
    return { answered: () => this.limit.answered(slot) };
  }

  /** G2A counts otherwise, and says for how long it wants nothing. */
  holdBack(ms: number): void {
    this.heldUntil = Math.max(this.heldUntil, performance.now() + ms);
  }

  state(): Promise<LimitState> {
    return this.limit.report();
  }

  private giveUp(budget: BudgetClass, waiter: Waiter): void {
    const line = this.waiting[budget];
    const place = line.indexOf(waiter);
    if (place < 0) return;
    line.splice(place, 1);
    waiter.reject(new G2aProblem('no_turn', { outcome: 'retry', reached: 'no' }));
  }

  private async serve(): Promise<void> {
    this.wake();
    if (this.isServing) return;
    this.isServing = true;
    for (let next = this.first(); next; next = this.first()) {
      const heldMs = this.heldUntil - performance.now();
      const taken = heldMs > 0 ? heldMs : await this.limit.take(SHARES[next], next !== 'order');
      if (typeof taken === 'number') await this.pause(taken);
      else this.give(taken);
    }
    this.isServing = false;
  }

  /** Whoever is first by now: a slot that was taken for one who asks less is good for one who asks more. */
  private give(slot: Slot): void {
    const first = this.first();
    const waiter = first && this.waiting[first].shift();
    if (!waiter) return;
    waits.record((performance.now() - waiter.since) / 1_000, { class: first });
    waiter.resolve(slot);
  }

  private first(): BudgetClass | undefined {
    return CLASSES.find((name) => this.waiting[name].length > 0);
  }

  /** Ends early when somebody new asks. */
  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(ms, LONGEST_WAIT_MS));
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
