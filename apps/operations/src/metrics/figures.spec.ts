import { describe, expect, it } from '@jest/globals';
import type { Chart } from './chart.js';
import { figuresOf, increaseOf, overTime, together, valuesOf } from './figures.js';
import { readingsOf } from './prometheus-text.js';

const about = { title: 't', about: 'a', unit: 'count' } as const;
const ORDERS: Chart = {
  ...about,
  name: 'orders',
  kind: 'rate',
  perSeconds: 60,
  of: [{ metric: 'orders_total', where: { shop: /^a$/ }, series: 'status' }],
};
const CACHE: Chart = {
  ...about,
  name: 'cache',
  kind: 'share',
  of: { metric: 'reads_total', where: { result: /^hit$/ } },
  among: { metric: 'reads_total' },
};
const SLOW: Chart = {
  ...about,
  name: 'slow',
  kind: 'quantile',
  of: { metric: 'took' },
  bounds: [1, 2, 4],
  shows: { half: 0.5, most: 0.99 },
};
const AGE: Chart = {
  ...about,
  name: 'age',
  kind: 'level',
  of: { metric: 'age', series: 'schema' },
  across: 'max',
};
const CHARTS = [ORDERS, CACHE, SLOW, AGE];

const text = (orders: number, hits: number, age: number) => `# HELP orders_total Orders.
# TYPE orders_total counter
orders_total{shop="a",status="paid"} ${orders} 1700000000000
orders_total{shop="b",status="paid"} 99
reads_total{result="hit"} ${hits}
reads_total{result="miss"} 10
took_bucket{le="1"} 2
took_bucket{le="2"} 6
took_bucket{le="4"} 8
took_bucket{le="+Inf"} 8
age{schema="orders"} ${age}
age{schema="odd \\"name\\""} NaN
another 1`;
const NAMES = new Set(['orders_total', 'reads_total', 'took_bucket', 'age']);
const told = (...given: Parameters<typeof text>) =>
  figuresOf(CHARTS, readingsOf(text(...given), NAMES));
const shown = (chart: Chart, figures: ReturnType<typeof told>, seconds = 60) =>
  Object.fromEntries(valuesOf(chart, figures, seconds));

describe('the figures of a chart', () => {
  it('are read from what a process tells', () => {
    const figures = told(3, 30, 7);
    expect(shown(ORDERS, figures)).toEqual({ paid: 3 });
    expect(shown(ORDERS, figures, 30)).toEqual({ paid: 6 });
    expect(shown(CACHE, figures)).toEqual({ all: 0.75 });
    expect(shown(AGE, figures)).toEqual({ orders: 7 });
  });

  it('of a histogram are as Prometheus has them', () => {
    // 4 of 8 lie in (1, 2], in the middle of those 4; 7.92 of 8 near the end of (2, 4].
    expect(shown(SLOW, told(0, 0, 0))).toEqual({ half: 1.5, most: expect.closeTo(3.92, 5) });
  });

  it('are what was counted since the last time, and all of it after a new start', () => {
    const grown = increaseOf(CHARTS, told(5, 31, 7), told(3, 30, 9));
    expect(shown(ORDERS, grown)).toEqual({ paid: 2 });
    expect(shown(CACHE, grown)).toEqual({ all: 1 });
    expect(shown(SLOW, grown)).toEqual({});
    expect(shown(AGE, grown)).toEqual({ orders: 7 });
    const restarted = increaseOf(CHARTS, told(2, 1, 0), told(3, 30, 9));
    expect(shown(ORDERS, restarted)).toEqual({ paid: 2 });
  });

  it('of several processes and moments are added up, and of a level the highest is taken', () => {
    expect(shown(ORDERS, together(CHARTS, [told(3, 30, 7), told(4, 0, 2)]))).toEqual({ paid: 7 });
    expect(shown(AGE, together(CHARTS, [told(3, 30, 7), told(4, 0, 2)]))).toEqual({ orders: 7 });
    expect(shown(CACHE, overTime(CHARTS, [told(3, 30, 7), told(4, 0, 2)]))).toEqual({ all: 0.6 });
    const lag: Chart = { ...about, name: 'age', kind: 'level', of: AGE.of as never, across: 'sum' };
    expect(shown(lag, together([lag], [told(3, 30, 7), told(4, 0, 2)]))).toEqual({ orders: 9 });
  });
});
