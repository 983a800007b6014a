import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Flags } from '@tandem/flags';
import { pause } from '@tandem/kernel';
import { absentService, logger, runWithContext } from '@tandem/observability';
import { Database, PgListener } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { SyncConfig } from '../../config.js';
import { listenTo } from '../../sources/source-health.js';
import { WAREHOUSE_FLAG } from '../warehouse-flag.js';
import { FEED_CHANNEL, endTurn, nextTurnInMs, takeTurn, type Turn } from './feed-store.js';
import { PollWarehouse } from './poll-warehouse.js';

const log = logger('warehouse');

/**
 * Has the warehouse polled by one of all instances at a time: whoever takes the next turn. A turn of an instance that died is
 * over when its lease ends. Not a job: those of a dead instance are found after half a minute, twice what may pass unseen.
 */
@Injectable()
export class WarehousePoller implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly listener: PgListener;
  private waking = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly flags: Flags,
    private readonly warehouse: PollWarehouse,
  ) {
    this.listener = new PgListener({
      url: config.databaseUrl,
      channels: [FEED_CHANNEL],
      onNotify: () => this.waking.abort(),
      onUp: () => this.waking.abort(),
    });
  }

  onApplicationBootstrap(): void {
    this.listener.start();
    this.running = this.keepPolling();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.listener.stop();
    await this.running;
  }

  private async keepPolling(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // Before it looks: a hint during the turn is not slept through.
      this.waking = new AbortController();
      const waitMs = await runWithContext({ correlationId: uuidv7() }, () => this.takeOneTurn());
      await pause(waitMs, AbortSignal.any([signal, this.waking.signal]));
    }
  }

  /** @returns in how many ms to look again. */
  private async takeOneTurn(): Promise<number> {
    const { warehousePollMs: pollMs } = this.config;
    try {
      const turn = await takeTurn(this.database, this.warehouse.leaseMs);
      if (turn) await this.use(turn);
      return Math.min(Math.max(await nextTurnInMs(this.database), 1), pollMs);
    } catch (error) {
      log.warn({ err: error, away: absentService(error) }, 'the warehouse could not be polled');
      return pollMs;
    }
  }

  private async use(turn: Turn): Promise<void> {
    let more = false;
    try {
      const on = await this.flags.isOn(WAREHOUSE_FLAG);
      await listenTo(this.database, 'warehouse', on);
      more = on && (await this.warehouse.poll(turn, this.stopping.signal));
    } finally {
      await endTurn(this.database, turn, { pollMs: this.config.warehousePollMs, more });
    }
  }
}
