import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { SyncKind } from '@tandem/contracts';
import { HandlesJob, defineScheduledJob, longestPauseMs } from '@tandem/jobs';
import { isRefusal } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { StartRun } from '../../runs/start-run.js';
import { listenTo } from '../../sources/source-health.js';

export const SyncG2aProducts = defineScheduledJob({
  name: 'sync-g2a-products',
  title: 'Start a synchronisation of the products of G2A',
});
export const CheckG2aStock = defineScheduledJob({
  name: 'check-g2a-stock',
  title: 'Start a check of the stock at G2A',
});

const log = logger('g2a');

/** Starts runs by the clock. */
@Injectable()
export class RunSchedules implements OnApplicationBootstrap {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly startRun: StartRun,
  ) {}

  /**
   * A shop that never asks G2A for its stock does not miss its answers. One that does misses them once two checks in a row
   * are missing: a single one may come late, or fail.
   */
  async onApplicationBootstrap(): Promise<void> {
    const { g2aStockCron: cron } = this.config;
    if (cron === '') await listenTo(this.database, 'g2a', false);
    else await listenTo(this.database, 'g2a', true, 2 * longestPauseMs(cron));
  }

  @HandlesJob(SyncG2aProducts, ({ config }: RunSchedules) => ({ cron: config.g2aProductsCron }))
  async syncProducts(): Promise<void> {
    await this.begin('g2a_products');
  }

  @HandlesJob(CheckG2aStock, ({ config }: RunSchedules) => ({ cron: config.g2aStockCron }))
  async checkStock(): Promise<void> {
    await this.begin('g2a_stock');
  }

  private async begin(kind: SyncKind): Promise<void> {
    try {
      await this.startRun.start(kind, {}, null);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log.warn({ kind, err: error }, 'a run is due while the one before it is under way');
    }
  }
}
