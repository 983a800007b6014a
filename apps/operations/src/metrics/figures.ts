import type { Chart, Figures, Picked } from './chart.js';
import type { Reading } from './prometheus-text.js';

/** The names of all that the charts read. */
export function metricNames(charts: readonly Chart[]): Set<string> {
  return new Set(charts.flatMap((chart) => picksOf(chart).map((picked) => nameOf(chart, picked))));
}

/** What one process tells of the charts: counted since it started, and levels as they are. */
export function figuresOf(charts: readonly Chart[], readings: readonly Reading[]): Figures {
  const byName = Map.groupBy(readings, ({ name }) => name);
  return Object.fromEntries(
    charts.map((chart) => {
      const series: Record<string, number[]> = {};
      picksOf(chart).forEach((picked, position) => {
        for (const reading of byName.get(nameOf(chart, picked)) ?? []) {
          const name = seriesOf(picked, reading);
          if (name === null) continue;
          const slot = slotOf(chart, reading, position);
          series[name] ??= Array<number>(sizeOf(chart)).fill(0);
          series[name][slot] = series[name][slot]! + reading.value;
        }
      });
      return [chart.name, series];
    }),
  );
}

/** What was counted since `before`; a process that began anew has counted from nothing. Levels are as they are. */
export function increaseOf(charts: readonly Chart[], now: Figures, before: Figures): Figures {
  const increase: Figures = {};
  for (const { name, kind } of charts) {
    increase[name] = {};
    for (const [series, values] of Object.entries(now[name] ?? {})) {
      const past = before[name]?.[series] ?? [];
      const fresh = values.some((value, at) => value < (past[at] ?? 0));
      const grown = values.map((value, at) => value - (fresh ? 0 : (past[at] ?? 0)));
      if (kind === 'level') increase[name][series] = values;
      else if (grown.some((value) => value > 0)) increase[name][series] = grown;
    }
  }
  return increase;
}

/** Figures of several processes as those of the shop. */
export function together(charts: readonly Chart[], figures: readonly Figures[]): Figures {
  return merged(charts, figures, (chart) => chart.kind === 'level' && chart.across === 'max');
}

/** Figures of several moments as those of the time between them: the highest of a level. */
export function overTime(charts: readonly Chart[], figures: readonly Figures[]): Figures {
  return merged(charts, figures, (chart) => chart.kind === 'level');
}

function merged(
  charts: readonly Chart[],
  figures: readonly Figures[],
  byHighest: (chart: Chart) => boolean,
): Figures {
  const sum: Figures = {};
  for (const chart of charts) {
    const into: Record<string, number[]> = (sum[chart.name] = {});
    const add = byHighest(chart) ? Math.max : (a: number, b: number) => a + b;
    for (const one of figures) {
      for (const [series, values] of Object.entries(one[chart.name] ?? {})) {
        into[series] = into[series]?.map((value, at) => add(value, values[at] ?? 0)) ?? [...values];
      }
    }
  }
  return sum;
}

/** What a chart shows of figures that were counted in so many seconds, by series. */
export function valuesOf(chart: Chart, figures: Figures, seconds: number): Map<string, number> {
  const shown = new Map<string, number>();
  for (const [series, values] of Object.entries(figures[chart.name] ?? {})) {
    if (chart.kind === 'level') shown.set(series, values[0]!);
    if (chart.kind === 'rate' && seconds > 0)
      shown.set(series, (values[0]! / seconds) * chart.perSeconds);
    if (chart.kind === 'share' && values[1]! > 0)
      shown.set(series, Math.min(1, values[0]! / values[1]!));
    if (chart.kind !== 'quantile') continue;
    const quantiles = Object.entries(chart.shows);
    for (const [name, q] of quantiles) {
      const value = quantileOf(q, values, chart.bounds);
      if (value !== null) shown.set(quantiles.length > 1 ? name : series, value);
    }
  }
  return shown;
}

/** As Prometheus has it: within a bucket values are spread evenly; of the last one, its lower end. */
function quantileOf(
  q: number,
  cumulative: readonly number[],
  bounds: readonly number[],
): number | null {
  const all = cumulative.at(-1)!;
  if (all <= 0) return null;
  const rank = q * all;
  const bucket = cumulative.findIndex((count) => count >= rank);
  if (bucket < 0 || bucket >= bounds.length) return bounds.at(-1)!;
  const [from, below] = bucket === 0 ? [0, 0] : [bounds[bucket - 1]!, cumulative[bucket - 1]!];
  const within = cumulative[bucket]! - below;
  return within > 0 ? from + (bounds[bucket]! - from) * ((rank - below) / within) : from;
}

function picksOf(chart: Chart): readonly Picked[] {
  if (chart.kind === 'share') return [chart.of, chart.among];
  return chart.kind === 'rate' ? chart.of : [chart.of];
}

const nameOf = ({ kind }: Chart, { metric }: Picked) =>
  kind === 'quantile' ? `${metric}_bucket` : metric;

function sizeOf(chart: Chart): number {
  if (chart.kind === 'quantile') return chart.bounds.length + 1;
  return chart.kind === 'share' ? 2 : 1;
}

function slotOf(chart: Chart, { labels }: Reading, position: number): number {
  if (chart.kind === 'share') return position;
  if (chart.kind !== 'quantile') return 0;
  const at = chart.bounds.indexOf(Number(labels['le']));
  return at < 0 ? chart.bounds.length : at;
}

/** Null: it does not count. */
function seriesOf({ where = {}, series, as = 'all' }: Picked, { labels }: Reading): string | null {
  for (const [label, rule] of Object.entries(where)) {
    if (!rule.test(labels[label] ?? '')) return null;
  }
  if (series === undefined) return as;
  return typeof series === 'function' ? series(labels) : (labels[series] ?? 'other');
}
