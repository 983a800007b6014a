/** Which readings of a metric count, and under which name. */
export interface Picked {
  metric: string;
  /** Labels that must be so. */
  where?: Readonly<Record<string, RegExp>>;
  /** The label that names the series, or what does of the labels; without it all are one. */
  series?: string | ((labels: Readonly<Record<string, string>>) => string);
  /** The name of the one series. */
  as?: string;
}

interface Shown {
  name: string;
  title: string;
  /** Why somebody looks at it. */
  about: string;
  unit: 'per minute' | 'per second' | 'milliseconds' | 'seconds' | 'share' | 'count';
  /** From here on it is wrong. */
  limit?: number;
}

/** What is counted, in so many seconds. */
interface RateChart extends Shown {
  kind: 'rate';
  perSeconds: number;
  of: readonly Picked[];
}

/** How much of `among` is `of`. */
interface ShareChart extends Shown {
  kind: 'share';
  of: Picked;
  among: Picked;
}

/** What a share of all values stays below, of a histogram with these bounds. */
interface QuantileChart extends Shown {
  kind: 'quantile';
  of: Picked;
  bounds: readonly number[];
  shows: Readonly<Record<string, number>>;
}

/** How high something stands: the sum, or the highest, of all that tell of it. */
interface LevelChart extends Shown {
  kind: 'level';
  of: Picked;
  across: 'sum' | 'max';
}

export type Chart = RateChart | ShareChart | QuantileChart | LevelChart;

/**
 * What a sample has of a chart, by series: one number, for a share its two, for a histogram one a bucket. All but levels can
 * be added up, so that any stretch of time is shown as exactly as one sample.
 */
export type Figures = Record<string, Record<string, number[]>>;
