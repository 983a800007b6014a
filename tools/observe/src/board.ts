/** A chart, by the questions that Prometheus is asked; a name may hold `{{label}}`. */
export interface Chart {
  title: string;
  /** Why somebody looks at it. */
  about: string;
  unit: 'short' | 's' | 'ms' | 'percentunit' | 'bytes' | 'ops' | 'reqps';
  shows: Readonly<Record<string, string>>;
  /** From here on it is wrong. */
  limit?: number;
}

/** A dashboard: rows of charts. */
export interface Board {
  /** Its file and its address. */
  name: string;
  title: string;
  rows: Readonly<Record<string, readonly Chart[]>>;
}

/** The q-th part of a histogram's values. */
export const quantile = (q: number, name: string, by = '', where = ''): string =>
  `histogram_quantile(${q}, sum by (${['le', by].filter(Boolean).join(', ')}) (rate(${name}_bucket${where}[5m])))`;

/** How many a second, of a counter. */
export const rate = (name: string, by = '', where = ''): string =>
  `sum${by && ` by (${by})`} (rate(${name}${where}[5m]))`;
