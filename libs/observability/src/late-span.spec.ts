import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { SpanKind, context } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { recordLate, slowRequestMs } from './late-span.js';
import { startRequestSpan } from './request-span.js';
import { setSamplingRatio } from './sampling.js';
import { startTelemetry } from './telemetry.js';
import { traceHeaders, withRemoteParent } from './tracing.js';

const exporter = new InMemorySpanExporter();
const telemetry = startTelemetry([new SimpleSpanProcessor(exporter)]);
afterEach(() => exporter.reset());
afterAll(() => telemetry.stop());

const TRACE = '0af7651916cd43dd8448eb211c80319c';

describe('work of a trace that nobody recorded', () => {
  it('is told of afterwards when it was slow, in the trace that its log lines name', () => {
    setSamplingRatio(0);
    const { span } = startRequestSpan('GET /parts', {});
    expect(slowRequestMs()).toBe(1_000);
    const startedAt = Date.now() - 5_000;
    recordLate(span.spanContext(), {
      name: 'GET /parts',
      kind: SpanKind.SERVER,
      startedAt,
      endedAt: startedAt + 1_500,
    });
    const [late, ...rest] = exporter.getFinishedSpans();
    expect(rest).toEqual([]);
    expect(late!.spanContext().traceId).toBe(span.spanContext().traceId);
    expect(late!.parentSpanContext?.spanId).toBe(span.spanContext().spanId);
    expect(late!.duration).toEqual([1, 500_000_000]);
    expect(late!.status.code).toBe(0);
  });

  it('is told of when it failed, with what it failed of', async () => {
    setSamplingRatio(0);
    const headers = { traceparent: `00-${TRACE}-b7ad6b7169203331-00` };
    const request = startRequestSpan('GET /internal/parts', headers, true);
    const on = context.with(request.context, () => traceHeaders());
    const failing = withRemoteParent(on, 'process', SpanKind.CONSUMER, () => {
      throw new Error('poison');
    });
    await expect(failing).rejects.toThrow('poison');
    const [late, ...rest] = exporter.getFinishedSpans();
    expect(rest).toEqual([]);
    expect(late!.name).toBe('process');
    expect(late!.spanContext().traceId).toBe(TRACE);
    expect(late!.status.code).toBe(2);
    expect(late!.events[0]?.name).toBe('exception');
  });

  it('is a trace of its own where there was none', () => {
    recordLate(undefined, { name: 'slow statement', kind: SpanKind.CLIENT, startedAt: Date.now() });
    const [late] = exporter.getFinishedSpans();
    expect(late!.parentSpanContext).toBeUndefined();
    expect(late!.spanContext().traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is told of a bounded number of times a second', () => {
    const at = Date.now();
    for (let n = 0; n < 1_000; n += 1)
      recordLate(undefined, { name: 'failed', kind: SpanKind.INTERNAL, startedAt: at });
    const seconds = Math.floor(Date.now() / 1_000) - Math.floor(at / 1_000) + 1;
    expect(exporter.getFinishedSpans().length).toBeLessThanOrEqual(100 * seconds);
  });
});
