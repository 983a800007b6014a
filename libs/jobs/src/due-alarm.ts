import { absentService, logger } from '@tandem/observability';
import type { Db } from 'pg-boss';
import { LOOK_MS } from './limits.js';

const AWAY_MS = 1_000;
const log = logger('jobs');

/**
 * Wakes workers when what was queued for later is due: the library notifies of what is due at once, and would find the rest
 * with its next poll. One timer; it knows what this instance queued, and looks for the rest now and then.
 */
export class DueAlarm {
  private timer: NodeJS.Timeout | undefined;
  private ringsAt = Infinity;
  private stopped = false;

  constructor(
    private readonly db: Db,
    private readonly jobs: string,
    private readonly wake: (name: string) => void,
  ) {}

  /** Something is due in so many ms. */
  remind(ms: number): void {
    // It looks that often anyway; and a timer bears no more than 24 days.
    const inMs = Math.max(0, Math.min(ms, LOOK_MS));
    const at = performance.now() + inMs;
    if (this.stopped || at >= this.ringsAt) return;
    clearTimeout(this.timer);
    this.ringsAt = at;
    this.timer = setTimeout(() => void this.look(), inMs).unref();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    this.ringsAt = Infinity;
    try {
      const { rows } = (await this.db.executeSql(
        `select name, bool_or(start_after <= clock_timestamp()) as due,
                extract(epoch from min(start_after) filter (where start_after > clock_timestamp())
                                 - clock_timestamp())::float8 * 1000 as next_ms
           from ${this.jobs}.job where state < 'active' group by name`,
      )) as { rows: { name: string; due: boolean; next_ms: number | null }[] };
      for (const { name, due, next_ms } of rows) {
        if (due) this.wake(name);
        if (next_ms !== null && next_ms < LOOK_MS) this.remind(Math.ceil(next_ms));
      }
      this.remind(LOOK_MS);
    } catch (error) {
      if (this.stopped) return;
      log.warn({ err: error, away: absentService(error) }, 'due work could not be looked up');
      this.remind(AWAY_MS);
    }
  }
}
