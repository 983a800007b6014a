import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ROOT_CONTEXT, context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { inBackground } from './background.js';
import { currentContext, runWithContext } from './context.js';
import { startRequestSpan } from './request-span.js';
import { setSamplingRatio } from './sampling.js';
import { startTelemetry } from './telemetry.js';
import {
  SpanKind,
  currentTraceId,
  currentTraceparent,
  traceHeaders,
  traceHeadersOrNew,
  withRemoteParent,
  withSpan,
} from './tracing.js';

const exporter = new InMemorySpanExporter();
const telemetry = startTelemetry([new SimpleSpanProcessor(exporter)]);
beforeEach(() => setSamplingRatio(1));
afterEach(() => exporter.reset());
afterAll(() => telemetry.stop());

const seen = () => ({ ...traceHeaders(), correlationId: currentContext()?.correlationId });

describe('work that no request waits for', () => {
  it('is one trace, apart from the request that it was started in', async () => {
    const request = startRequestSpan('POST /orders', {});
    const actor = { userId: 'cora', ip: null, userAgent: null };
    await context.with(request.context, () =>
      runWithContext({ correlationId: 'click-1234', actor }, () =>
        inBackground('sweep', async () => {
          expect(currentTraceId()).not.toBe(request.span.spanContext().traceId);
          expect(currentContext()).toEqual({ correlationId: expect.any(String) });
          expect(currentContext()?.correlationId).not.toBe('click-1234');
          await withSpan('free one', () => undefined);
        }),
      ),
    );
    const [step, sweep] = exporter.getFinishedSpans();
    expect([step?.name, sweep?.name]).toEqual(['free one', 'sweep']);
    expect(sweep?.parentSpanContext).toBeUndefined();
    expect(sweep?.links.map((link) => link.context.spanId)).toEqual([
      request.span.spanContext().spanId,
    ]);
    expect(step?.parentSpanContext?.spanId).toBe(sweep?.spanContext().spanId);
  });

  it.each([0, 1])('is recorded as the ratio says and hands both ids on: %d', async (ratio) => {
    setSamplingRatio(ratio);
    const first = await inBackground('sweep', async () => seen());
    const second = await inBackground('sweep', async () => seen());
    expect(first.traceparent).toMatch(new RegExp(`^00-[0-9a-f]{32}-[0-9a-f]{16}-0${ratio}$`));
    expect(first.correlationId).toMatch(/^[\w-]{8,}$/);
    expect(second.correlationId).not.toBe(first.correlationId);
    expect(second.traceparent).not.toBe(first.traceparent);
    expect(exporter.getFinishedSpans()).toHaveLength(2 * ratio);
  });

  it('keeps the correlation id of what it goes on with', async () => {
    const of = (correlationId: string | null) =>
      inBackground('resume', async () => seen(), { correlationId });
    expect((await of('click-1234')).correlationId).toBe('click-1234');
    expect((await of(null)).correlationId).toMatch(/^[\w-]{8,}$/);
  });

  it('links to what stored it, and is no part of that trace', async () => {
    const order = startRequestSpan('POST /orders', {});
    const traceparent = context.with(order.context, () => currentTraceparent());
    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    await inBackground('resume', async () => undefined, { traceparent });
    const [resume] = exporter.getFinishedSpans();
    const { traceId, spanId } = order.span.spanContext();
    expect(resume?.links.map((link) => link.context)).toMatchObject([{ traceId, spanId }]);
    expect(resume?.spanContext().traceId).not.toBe(traceId);
    expect(resume?.parentSpanContext).toBeUndefined();
  });

  it.each([
    null,
    '',
    'nonsense',
    '00-0-0-01',
    `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`,
    `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  ])('that was stored with %p links to nothing', async (traceparent) => {
    await inBackground('resume', async () => undefined, { traceparent });
    expect(exporter.getFinishedSpans()[0]?.links).toEqual([]);
  });

  it('that fails says so in its span and to its caller', async () => {
    const failing = inBackground('sweep', () => Promise.reject(new Error('no answer')));
    await expect(failing).rejects.toThrow('no answer');
    expect(exporter.getFinishedSpans()[0]?.status.code).toBe(2);
  });
});

describe('what a row keeps of a trace', () => {
  it('is nothing outside of one', () => expect(currentTraceparent()).toBeNull());

  it('is nothing that its column would refuse', async () => {
    const theirs = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 255 };
    context.with(trace.setSpanContext(ROOT_CONTEXT, theirs), () =>
      expect(currentTraceparent()).toBeNull(),
    );
  });
});

describe('what is handed on outside of any trace', () => {
  it('is a new one, that whoever goes on with it does not record', async () => {
    const headers = traceHeadersOrNew();
    expect(headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(traceHeadersOrNew().traceparent).not.toBe(headers.traceparent);
    const after = await withRemoteParent({ ...headers }, 'process', SpanKind.CONSUMER, () =>
      currentTraceId(),
    );
    expect(after).toBe(headers.traceparent.split('-')[1]);
    expect(exporter.getFinishedSpans()).toEqual([]);
  });

  it('inside of one is that one', async () => {
    await withSpan('step', () => expect(traceHeadersOrNew()).toEqual(traceHeaders()));
  });
});
