import type { CacheStore } from './store.js';

/** `none`: nobody watches the database; `down`: somebody should and can't. */
export type GuardState = 'none' | 'up' | 'down';

/**
 * Whether the store's answers may be believed right now. A store that was away, or a guard that
 * missed notifications, leaves a doubt: another process may still be about to deliver what it could
 * not deliver. The grace outlasts its retry delay.
 */
export class Trust {
  /** Read on every cache read, so it is a field and not a computation. */
  trusted = false;
  private guard: GuardState = 'none';
  private guardWasUp = false;
  /** The guard has been up all the time that the store was away. */
  private watched = false;
  private lastStamp: string | undefined;
  private graceUntil = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly stopListening: () => void;

  constructor(
    private readonly store: CacheStore,
    private readonly graceMs: number,
  ) {
    this.stopListening = store.onState((up) => this.storeChanged(up));
    if (store.up) this.storeChanged(true);
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
    this.stopListening();
    this.trusted = false;
  }

  private storeChanged(up: boolean): void {
    if (up) {
      // A server born again holds nothing that is believed; a guard on duty told us every change.
      if (this.lastStamp === this.store.stamp && !this.watched) this.doubt();
      this.lastStamp = this.store.stamp;
    } else {
      this.watched = this.guard === 'up';
    }
    this.update();
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
