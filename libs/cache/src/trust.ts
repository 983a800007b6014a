import type { CacheStore } from './store.js';

const TICK_MS = 50;

/** `none`: nobody watches the database; `down`: somebody should and can't. */
export type GuardState = 'none' | 'up' | 'down';

/**
 * Whether the store's answers may be believed right now. A store that was away, or a guard that
 * missed notifications, leaves a doubt: another process may still be about to deliver what it could
 * not deliver. The grace outlasts its retry delay.
 *
 * In doubt the database is asked, and answers stay exact: a guard that is late for its beat or a
 * connection that was cut is what a busy process looks like, and others' writes go on unheard. Only
 * a store that stays away is an outage, in which answers of a moment ago carry the load.
 */
export class Trust {
  /** Read on every cache read, so it is a field and not a computation. */
  trusted = false;
  /** The store has been away for so long that what was read a moment ago is answered. */
  away = false;
  private guard: GuardState = 'none';
  private guardWasUp = false;
  /** The guard has been up all the time that the store was away. */
  private watched = false;
  private lastStamp: string | undefined;
  private graceUntil = 0;
  private timer: NodeJS.Timeout | undefined;
  private awayTimer: NodeJS.Timeout | undefined;
  private readonly stopListening: () => void;

  constructor(
    private readonly store: CacheStore,
    private readonly graceMs: number,
    private readonly awayAfterMs: number,
    private readonly onBack: () => void = () => undefined,
  ) {
    this.stopListening = store.onState((up) => this.storeChanged(up));
    this.storeChanged(store.up);
  }

  guardChanged(state: GuardState): void {
    const missedSome = state === 'up' && this.guard === 'down' && this.guardWasUp;
    this.guard = state;
    if (state === 'up') this.guardWasUp = true;
    else this.watched = false;
    if (missedSome) this.doubt();
    this.update();
  }

  close(): void {
    clearTimeout(this.timer);
    clearInterval(this.awayTimer);
    this.stopListening();
    this.trusted = false;
  }

  private storeChanged(up: boolean): void {
    clearInterval(this.awayTimer);
    if (up) {
      // Of the same server a guard on duty told us every change. After a failover others may still be writing to the
      // former primary, and hear of the new one a moment later.
      const same = this.lastStamp === this.store.stamp;
      if (this.lastStamp !== undefined && !(same && this.watched)) this.doubt();
      this.lastStamp = this.store.stamp;
      this.away = false;
      this.onBack();
    } else {
      this.watched = this.guard === 'up';
      this.watchOutage();
    }
    this.update();
  }

  /** Counts ticks and not time: a process that stood still did not see whether the store was away. */
  private watchOutage(): void {
    let left = Math.ceil(this.awayAfterMs / TICK_MS);
    this.away = left === 0;
    this.awayTimer = setInterval(() => {
      left -= 1;
      if (left > 0) return;
      this.away = true;
      clearInterval(this.awayTimer);
    }, TICK_MS).unref();
  }

  private doubt(): void {
    if (this.store.kind === 'memory') return;
    this.graceUntil = performance.now() + this.graceMs;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.update(), this.graceMs + 1).unref();
  }

  private update(): void {
    this.trusted = this.store.up && this.guard !== 'down' && performance.now() >= this.graceUntil;
  }
}
