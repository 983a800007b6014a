import { describe, expect, it } from '@jest/globals';
import { GatherTraces, type Due } from './gather-traces.js';
import type { Gathered } from './gathered.js';
import { exportOf, otlpSpan, traceId, type OtlpSpan } from './spec-support.js';
import { toldSpans } from './told-spans.js';

describe('traces whose spans come in', () => {
  let at = 0;
  const gatherer = () => {
    at = 0;
    return new GatherTraces(() => at);
  };
  const told = (...spans: OtlpSpan[]) =>
    Array.from({ length: Math.ceil(spans.length / 500) }, (_, n) =>
      toldSpans(exportOf('order', spans.slice(n * 500, n * 500 + 500))),
    ).flatMap((one) => one.spans);
  const isFailed = ({ isFailed: so }: Gathered) => (so ? ('failed' as const) : null);
  const ids = (due: readonly Due[]) => due.map(({ trace }) => trace.traceId);

  it('are decided on when the spans of all services have come', () => {
    const traces = gatherer();
    traces.take(told(otlpSpan(1, 1, { status: { code: 2 } })));
    at = 9_999;
    traces.take(told(otlpSpan(1, 2)));
    expect(traces.due(isFailed)).toEqual([]);
    at = 10_000;
    const [one, ...rest] = traces.due(isFailed);
    expect(rest).toEqual([]);
    expect(one!.trace.spans).toHaveLength(2);
    expect(traces.isEmpty).toBe(true);
  });

  it('wait longer when nothing speaks for them here: another instance may know better', () => {
    const traces = gatherer();
    traces.take(told(otlpSpan(1, 1)));
    at = 19_999;
    expect(traces.due(isFailed)).toEqual([]);
    at = 20_000;
    expect(ids(traces.due(isFailed))).toEqual([traceId(1)]);
  });

  it('wait for the next look when too many are due, those merely drawn longest, and none is lost', () => {
    const traces = gatherer();
    const reason = (trace: Gathered) => isFailed(trace) ?? 'sample';
    const failed = { status: { code: 2 } };
    traces.take(told(otlpSpan(1, 1), otlpSpan(2, 2), otlpSpan(3, 3, failed)));
    at = 10_000;
    const look = () => ids(traces.due(reason, { most: 1 }));
    expect([look(), look()]).toEqual([[traceId(3)], [traceId(1)]]);
    traces.take(told(otlpSpan(4, 4, failed), otlpSpan(2, 5)));
    at = 20_000;
    expect([look(), look(), look()]).toEqual([[traceId(4)], [traceId(2)], []]);
  });

  it('failed where something failed that was not merely a call', () => {
    const traces = gatherer();
    traces.take(
      told(
        otlpSpan(1, 1, { kind: 3, status: { code: 2 } }),
        otlpSpan(2, 2, { kind: 5, status: { code: 2 } }),
      ),
    );
    const due = traces.due(isFailed, { all: true });
    expect(ids(due.filter(({ reason }) => reason !== null))).toEqual([traceId(2)]);
  });

  it('hold a bounded number of spans each, and count the others', () => {
    const traces = gatherer();
    const dropped = traces.take(told(...Array.from({ length: 310 }, (_, n) => otlpSpan(1, n + 1))));
    expect(dropped).toBe(10);
    const [one] = traces.due(isFailed, { all: true });
    expect([one!.trace.spans.length, one!.trace.left]).toEqual([300, 10]);
  });

  it('make room for others when there are too many, those that failed last', () => {
    const traces = gatherer();
    traces.take(told(otlpSpan(1, 1, { status: { code: 2 } }), otlpSpan(2, 2)));
    const many = Array.from({ length: 30_000 }, (_, n) =>
      otlpSpan(10 + Math.floor(n / 100), n + 10),
    );
    expect(traces.take(told(...many))).toBeGreaterThanOrEqual(2);
    const held = ids(traces.due(isFailed, { all: true }));
    expect(held).toContain(traceId(1));
    expect(held).not.toContain(traceId(2));
  });
});
