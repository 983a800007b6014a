import { Injectable } from '@nestjs/common';
import type { StockSource } from '@tandem/contracts';
import { JobList } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { CheckG2aStock, SyncG2aProducts } from '../g2a/catalogue/run-schedules.js';
import { G2aBudget, SHARES, type BudgetClass } from '../g2a/client/budget.js';
import { G2aClient } from '../g2a/client/g2a-client.js';
import { RunQueries } from '../runs/runs.queries.js';
import type { BudgetView, IntegrationsView, NextRunView, SourceView } from './integrations.dto.js';

const SCHEDULES = [
  { kind: 'g2a_products', job: SyncG2aProducts },
  { kind: 'g2a_stock', job: CheckG2aStock },
] as const;

/** How the systems outside stand, on one page for staff. */
@Injectable()
export class IntegrationQueries {
  constructor(
    private readonly database: Database,
    private readonly runs: RunQueries,
    private readonly jobs: JobList,
    private readonly g2a: G2aClient,
    private readonly budget: G2aBudget,
  ) {}

  async overview(): Promise<IntegrationsView> {
    const [sources, runs, next_runs, budget] = await Promise.all([
      this.sources(),
      this.runs.newest(),
      this.nextRuns(),
      this.budgetLeft(),
    ]);
    return { sources, runs, next_runs, g2a: { breaker: this.g2a.breakerState, budget } };
  }

  private async sources(): Promise<SourceView[]> {
    const rows = await this.database.query<{
      source: StockSource;
      enabled: boolean;
      last_success_at: Date | null;
      is_stale: boolean;
      stale_after_ms: number;
    }>(
      'select source, enabled, last_success_at, is_stale, stale_after_ms from source_health order by source',
    );
    return rows.map((row) => ({
      ...row,
      last_success_at: row.last_success_at?.toISOString() ?? null,
    }));
  }

  private async nextRuns(): Promise<NextRunView[]> {
    const all = SCHEDULES.map(async ({ kind, job }) => {
      const { items } = await this.jobs.page({ name: job.name, limit: 1 });
      return items.map(({ due_at }) => ({ kind, at: due_at }));
    });
    return (await Promise.all(all)).flat();
  }

  private async budgetLeft(): Promise<BudgetView> {
    const state = await this.budget.state();
    const left = (name: BudgetClass) =>
      Math.max(0, Math.floor(state.limit * SHARES[name]) - state.used);
    return {
      ...state,
      left: { order: left('order'), stock: left('stock'), catalogue: left('catalogue') },
    };
  }
}
