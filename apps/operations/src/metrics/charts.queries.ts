import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import type { Chart, Figures } from './chart.js';
import type { ChartsDto } from './charts.dto.js';
import { CHARTS } from './charts.js';
import { overTime, valuesOf } from './figures.js';
import { SAMPLE_EVERY_SECONDS } from './take-samples.js';

/** More points than a chart has room for tell nothing more. */
const MOST_POINTS = 120;
const MINUTE_S = 60;

interface Sample {
  at: Date;
  seconds: number;
  figures: Figures;
}

/** What the charts show of the last minutes. */
@Injectable()
export class ChartsQueries {
  constructor(private readonly database: Database) {}

  async charts(names: readonly string[], minutes: number): Promise<ChartsDto> {
    const charts = CHARTS.filter(({ name }) => names.includes(name));
    const samples = await this.database.query<Sample>(
      `select at, seconds, (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(figures)
          where key = any($2::text[])) as figures
         from metric_samples where at > clock_timestamp() - make_interval(mins => $1) order by at`,
      [minutes, names],
    );
    const stepMs = stepSeconds(minutes) * 1_000;
    const points = Math.ceil((minutes * MINUTE_S * 1_000) / stepMs);
    const end = Math.ceil(Date.now() / stepMs) * stepMs;
    const times = Array.from({ length: points }, (_, i) => end - (points - i) * stepMs);
    const steps = Map.groupBy(samples, ({ at }) => Math.floor(at.getTime() / stepMs) * stepMs);
    return {
      times: times.map((time) => new Date(time).toISOString()),
      step_seconds: stepMs / 1_000,
      charts: charts.map((chart) => ({
        name: chart.name,
        title: chart.title,
        about: chart.about,
        unit: chart.unit,
        limit: chart.limit ?? null,
        series: seriesOf(
          chart,
          times.map((time) => steps.get(time) ?? null),
        ),
      })),
    };
  }
}

/** A multiple of the samples' own, so that each step has as many of them. */
function stepSeconds(minutes: number): number {
  const least = (minutes * MINUTE_S) / MOST_POINTS;
  return Math.max(1, Math.ceil(least / SAMPLE_EVERY_SECONDS)) * SAMPLE_EVERY_SECONDS;
}

function seriesOf(chart: Chart, steps: readonly (readonly Sample[] | null)[]) {
  const shown = steps.map((samples) => {
    if (samples === null) return null;
    const figures = overTime(
      [chart],
      samples.map((sample) => sample.figures),
    );
    const seconds = samples.reduce((sum, sample) => sum + sample.seconds, 0);
    return valuesOf(chart, figures, seconds);
  });
  const names = [...new Set(shown.flatMap((values) => [...(values?.keys() ?? [])]))].sort();
  // Nothing counted is none; of a share, a quantile or a level nothing is known then.
  const nothing = chart.kind === 'rate' ? 0 : null;
  return names.map((name) => ({
    name,
    values: shown.map((values) => (values === null ? null : (values.get(name) ?? nothing))),
  }));
}
