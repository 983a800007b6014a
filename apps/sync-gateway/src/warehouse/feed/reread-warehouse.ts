import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Flags } from '@tandem/flags';
import { Jobs } from '@tandem/jobs';
import type { Tx } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { RunFailed, RunPlans } from '../../runs/run-plan.js';
import type { RunCursor, RunPage, RunPlan } from '../../runs/run-plan.js';
import { heardFrom } from '../../sources/source-health.js';
import type { Level } from '../client/warehouse-answers.js';
import { WarehouseClient, type Page } from '../client/warehouse-client.js';
import { WarehouseRefusal } from '../client/warehouse-errors.js';
import { retryRefused } from '../sales/sales-store.js';
import { WAREHOUSE_FLAG } from '../warehouse-flag.js';
import { lockFeed } from './feed-store.js';
import { takeLevels } from './take-levels.js';

/** Reads all that the warehouse has from the beginning, beside the polls, and takes what is news. */
@Injectable()
export class RereadWarehouse implements RunPlan, OnModuleInit {
  readonly kind = 'inventory';

  constructor(
    private readonly config: SyncConfig,
    private readonly flags: Flags,
    private readonly client: WarehouseClient,
    private readonly plans: RunPlans,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.plans.add(this);
  }

  async page(cursor: RunCursor | null): Promise<RunPage> {
    if (!(await this.flags.isOn(WAREHOUSE_FLAG))) throw new RunFailed('switched_off');
    const { levels, nextCursor, unreadable, size } = await this.read(cursor);
    const isLast = size < this.config.warehousePageSize || nextCursor === null;
    return {
      next: isLast ? null : { after: nextCursor },
      processed: levels.length,
      errors: Array.from({ length: unreadable }, () => ({ subject: 'row', reason: 'unreadable' })),
      apply: (tx) => this.take(tx, levels),
    };
  }

  private async read(cursor: RunCursor | null): Promise<Page> {
    const place = { cursor: (cursor?.['after'] as string | undefined) ?? null, updated_at: null };
    try {
      return await this.client.changes(place, this.config.warehousePageSize);
    } catch (error) {
      if (error instanceof WarehouseRefusal) throw new RunFailed(error.code, error);
      throw error;
    }
  }

  private async take(tx: Tx, levels: readonly Level[]): Promise<void> {
    await lockFeed(tx, 'for update');
    await heardFrom(tx, 'warehouse');
    const skus = levels.map(({ sku }) => sku);
    if (skus.length > 0) await retryRefused(tx, this.jobs, skus);
    await takeLevels(tx, levels);
  }
}
