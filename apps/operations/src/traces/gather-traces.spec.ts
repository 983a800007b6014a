import { describe, expect, it } from '@jest/globals';
import { GatherTraces, type Gathered } from './gather-traces.js';
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
  const isFailed = (trace: Gathered) => trace.isFailed;
  const ids = (traces: readonly Gathered[]) => traces.map((trace) => trace.traceId);

  it('are decided on when the spans of all services have come', () => {
    const traces = gatherer();
    traces.take(told(otlpSpan(1, 1, { status: { code: 2 } })));
    at = 9_999;
    traces.take(told(otlpSpan(1, 2)));
    expect(traces.due(isFailed)).toEqual([]);
    at = 10_000;
    const [trace, ...rest] = traces.due(isFailed);
    expect(rest).toEqual([]);
    expect(trace!.spans).toHaveLength(2);
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

  it('failed where something failed that was not merely a call', () => {
    const traces = gatherer();
    traces.take(
      told(
        otlpSpan(1, 1, { kind: 3, status: { code: 2 } }),
        otlpSpan(2, 2, { kind: 5, status: { code: 2 } }),
      ),
    );
    expect(ids(traces.due(() => true, true).filter(isFailed))).toEqual([traceId(2)]);
  });

  it('hold a bounded number of spans each, and count the others', () => {
    const traces = gatherer();
    const dropped = traces.take(told(...Array.from({ length: 310 }, (_, n) => otlpSpan(1, n + 1))));
    expect(dropped).toBe(10);
    const [trace] = traces.due(() => true, true);
    expect([trace!.spans.length, trace!.left]).toEqual([300, 10]);
  });

  it('make room for others when there are too many, those that failed last', () => {
    const traces = gatherer();
    traces.take(told(otlpSpan(1, 1, { status: { code: 2 } }), otlpSpan(2, 2)));
    const many = Array.from({ length: 30_000 }, (_, n) =>
      otlpSpan(10 + Math.floor(n / 100), n + 10),
    );
    expect(traces.take(told(...many))).toBeGreaterThanOrEqual(2);
    const held = ids(traces.due(() => true, true));
    expect(held).toContain(traceId(1));
    expect(held).not.toContain(traceId(2));
  });
});
