import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { startRequestSpan } from './request-span.js';
import { setSamplingRatio } from './sampling.js';
import { startTelemetry } from './telemetry.js';
import { SpanKind, currentTraceId, traceHeaders, withRemoteParent, withSpan } from './tracing.js';

const exporter = new InMemorySpanExporter();
const telemetry = startTelemetry([new SimpleSpanProcessor(exporter)]);
afterEach(() => exporter.reset());
afterAll(() => telemetry.stop());

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const caller = (sampled: boolean) => ({
  traceparent: `00-${TRACE}-b7ad6b7169203331-0${sampled ? 1 : 0}`,
});

describe('a trace', () => {
  it('goes on from the click over the outbox to the consumer', async () => {
    const click = startRequestSpan('PUT /stock', caller(true), true);
    const inOutbox = context.with(click.context, () => traceHeaders());
    click.span.end();
    await withRemoteParent(inOutbox, 'stock.updated process', SpanKind.CONSUMER, async () => {
      await withSpan('fan out', () => expect(currentTraceId()).toBe(TRACE));
    });
    const spans = exporter.getFinishedSpans();
    expect(spans.map((span) => span.name)).toEqual([
      'PUT /stock',
      'fan out',
      'stock.updated process',
    ]);
    expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set([TRACE]));
    const [put, fanOut, process] = spans;
    expect(process?.parentSpanContext?.spanId).toBe(put?.spanContext().spanId);
    expect(fanOut?.parentSpanContext?.spanId).toBe(process?.spanContext().spanId);
  });

  it('that the calling service does not record is handed on, unrecorded', async () => {
    setSamplingRatio(1);
    const request = startRequestSpan('GET /internal/parts', caller(false), true);
    const headers = context.with(request.context, () => traceHeaders());
    expect(headers.traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
    await withRemoteParent(headers, 'process', SpanKind.CONSUMER, () => undefined);
    expect(exporter.getFinishedSpans()).toEqual([]);
  });

  it.each([true, false])(
    'of a visitor keeps its id and nothing else: whether it is recorded is not theirs to say (sampled: %s)',
    async (sampled) => {
      const headers = { ...caller(sampled), tracestate: 'theirs=1' };
      for (const ratio of [0, 1]) {
        setSamplingRatio(ratio);
        const { span, context: within } = startRequestSpan('GET /parts', headers);
        expect(span.isRecording()).toBe(ratio === 1);
        const on = context.with(within, () => traceHeaders());
        expect(on).toEqual({
          traceparent: expect.stringMatching(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-0${ratio}$`)),
        });
        await withRemoteParent(on, 'process', SpanKind.CONSUMER, () => undefined);
        span.end();
        const seen = exporter.getFinishedSpans();
        expect(seen.map(({ name }) => name)).toEqual(ratio === 1 ? ['process', 'GET /parts'] : []);
        for (const one of seen) expect(one.spanContext().traceId).toBe(TRACE);
        exporter.reset();
      }
    },
  );

  it('starts at the request when the caller has none, or a broken one', () => {
    setSamplingRatio(0);
    for (const headers of [{}, { traceparent: 'nonsense' }, { traceparent: '00-0-0-01' }]) {
      const { span, context: within } = startRequestSpan('GET /parts', headers);
      expect(span.isRecording()).toBe(false);
      const { traceparent } = context.with(within, () => traceHeaders());
      expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
      expect(traceparent).toContain(span.spanContext().traceId);
    }
  });

  it('is recorded as often as the sampling ratio says', () => {
    setSamplingRatio(1);
    const { span, context: within } = startRequestSpan('GET /parts', {});
    expect(span.isRecording()).toBe(true);
    expect(context.with(within, () => traceHeaders()).traceparent).toMatch(/-01$/);
    span.end();
    expect(exporter.getFinishedSpans()).toHaveLength(1);
  });

  it('shows a failure where it happened', async () => {
    const failing = withRemoteParent(caller(true), 'process', SpanKind.CONSUMER, () => {
      throw new Error('poison');
    });
    await expect(failing).rejects.toThrow('poison');
    const [span] = exporter.getFinishedSpans();
    expect(span?.status.code).toBe(2);
    expect(span?.events[0]?.name).toBe('exception');
  });

  it('is nowhere outside of one', () => {
    expect(trace.getActiveSpan()).toBeUndefined();
    expect(traceHeaders()).toEqual({});
  });
});
