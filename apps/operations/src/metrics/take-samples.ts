import { Injectable } from '@nestjs/common';
import { defineRecurringJob, HandlesJob, keptFor, Retains, type Kept } from '@tandem/jobs';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { OperationsConfig } from '../config.js';
import { CHARTS } from './charts.js';
import type { Figures } from './chart.js';
import { increaseOf, together } from './figures.js';
import { ReadMetrics, type Told } from './read-metrics.js';

export const SAMPLE_EVERY_SECONDS = 15;

const SampleMetrics = defineRecurringJob({
  name: 'sample-metrics',
  title: 'Take the numbers for the charts',
  everyMs: SAMPLE_EVERY_SECONDS * 1_000,
});
/** Of an instance that is no more. */
const MARKS_KEPT_SECONDS = 3_600;

/** Keeps what the metrics of all services say, for the charts of the panel. Alerts are Prometheus's, and nothing is decided here. */
@Injectable()
export class TakeSamples {
  constructor(
    private readonly database: Database,
    private readonly readMetrics: ReadMetrics,
    private readonly config: OperationsConfig,
  ) {}

  @HandlesJob(SampleMetrics)
  async take(): Promise<void> {
    if (this.config.metricsKeptHours === 0) return;
    const told = await this.readMetrics.all();
    await transaction(this.database, (tx) => this.keep(tx, told));
  }

  @Retains({
    name: 'forget-metrics',
    title: 'Forget the numbers of old charts',
    everyMs: 300_000,
  })
  kept(): Kept[] {
    return [
      { table: 'metric_samples', since: 'at', for: keptFor(this.config, 'metricsKeptHours') },
      { table: 'metric_marks', since: 'told_at', for: { seconds: MARKS_KEPT_SECONDS } },
    ];
  }

  private async keep(tx: Tx, told: readonly Told[]): Promise<void> {
    const marks = await tx.query<{ instance: string; figures: Figures }>(
      'select instance, figures from metric_marks for update',
    );
    const before = new Map(marks.map(({ instance, figures }) => [instance, figures]));
    // What a process counted before it was first asked was counted at another time.
    const grown = told.map(({ instance, figures }) =>
      increaseOf(CHARTS, figures, before.get(instance) ?? figures),
    );
    await tx.execute(
      `insert into metric_samples (at, seconds, figures)
       select clock_timestamp(), coalesce(extract(epoch from clock_timestamp() - max(at)), 0), $1 from metric_samples
       on conflict do nothing`,
      [JSON.stringify(together(CHARTS, grown))],
    );
    await tx.execute(
      `insert into metric_marks (instance, told_at, figures)
       select instance, clock_timestamp(), figures from jsonb_to_recordset($1::jsonb) as r (instance text, figures jsonb)
       on conflict (instance) do update set told_at = excluded.told_at, figures = excluded.figures`,
      [JSON.stringify(told)],
    );
  }
}
