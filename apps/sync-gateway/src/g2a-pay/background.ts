import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { logger, runWithContext } from '@tandem/observability';
import { v7 as uuidv7 } from 'uuid';
import { SyncConfig } from '../config.js';
import { WakeUp } from './wake-up.js';
import { ProcessNotifications } from './webhook/process-notifications.js';

/** How many conversations with G2A PAY an instance has in the background at once. */
const WORKERS = 4;
const CALLED_IN_MS = 60_000;

const log = logger('g2a-pay');

/**
 * What goes on while nobody waits. Any number of instances may work: each takes rows no other one holds, and what one
 * takes and does not finish is free again after a while.
 */
@Injectable()
export class Background implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  private somebodyLooks = false;

  constructor(
    private readonly config: SyncConfig,
    private readonly wakeUp: WakeUp,
    private readonly notifications: ProcessNotifications,
  ) {}

  onApplicationBootstrap(): void {
    this.running = Promise.all(Array.from({ length: WORKERS }, () => this.run()));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const busy = await runWithContext({ correlationId: uuidv7() }, () => this.watchedRound());
      if (!busy) await this.rest(signal);
    }
  }

  /** One of those who rest looks by the clock; four looks would find the same. */
  private async rest(signal: AbortSignal): Promise<void> {
    if (this.somebodyLooks) return this.wakeUp.sleep(CALLED_IN_MS, signal);
    this.somebodyLooks = true;
    await this.wakeUp.sleep(this.config.g2aPayPollMs, signal);
    this.somebodyLooks = false;
  }

  /** Who finds work that takes longer than a look calls the others, of whom one looks from then on. */
  private async watchedRound(): Promise<boolean> {
    const long = setTimeout(() => this.wakeUp.call(), this.config.g2aPayPollMs);
    try {
      const busy = await this.round();
      if (busy) this.wakeUp.call();
      return busy;
    } finally {
      clearTimeout(long);
    }
  }

  /** One of each kind, so that much of one kind holds up no other. */
  private async round(): Promise<boolean> {
    let busy = false;
    for (const work of [() => this.notifications.next()]) {
      try {
        busy = (await work()) || busy;
      } catch (error) {
        log.error({ err: error }, 'background work on payments failed');
        return false;
      }
    }
    return busy;
  }
}
