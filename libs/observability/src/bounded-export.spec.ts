import { afterEach, describe, expect, it } from '@jest/globals';
import { ExportResultCode } from '@opentelemetry/core';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import { BoundedExport } from './bounded-export.js';
import { metricsText } from './metrics.js';

/** Stands for whoever takes spans: it answers when it is told to. */
class Receiver implements SpanExporter {
  taken = 0;
  answer: ExportResultCode | undefined = ExportResultCode.SUCCESS;

  export(...[spans, done]: Parameters<SpanExporter['export']>): void {
    this.taken += spans.length;
    if (this.answer !== undefined) done({ code: this.answer });
  }

  async shutdown(): Promise<void> {}
}

describe('spans that are sent', () => {
  let provider: BasicTracerProvider;
  let receiver: Receiver;
  let spans: BoundedExport;

  const begin = () => {
    receiver = new Receiver();
    spans = new BoundedExport(receiver);
    provider = new BasicTracerProvider({ spanProcessors: [spans] });
    return provider.getTracer('spec');
  };
  afterEach(() => provider.shutdown());

  const dropped = async (reason: string) => {
    const text = await metricsText();
    const line = text
      .split('\n')
      .find((one) => one.startsWith('spans_dropped_total{') && one.includes(`"${reason}"`));
    return Number(line?.split(' ').at(-1) ?? 0);
  };

  it('arrive, none of them dropped', async () => {
    const tracer = begin();
    for (let n = 0; n < 10; n += 1) tracer.startSpan('one').end();
    await spans.forceFlush();
    expect(receiver.taken).toBe(10);
  });

  it('are dropped and counted when nobody takes them', async () => {
    const before = await dropped('not taken');
    const tracer = begin();
    receiver.answer = ExportResultCode.FAILED;
    for (let n = 0; n < 10; n += 1) tracer.startSpan('one').end();
    await spans.forceFlush().catch(() => undefined);
    expect((await dropped('not taken')) - before).toBe(10);
  });

  it('are dropped and counted when there are more than may wait, and nobody waits for it', async () => {
    const before = await dropped('full');
    const tracer = begin();
    for (let n = 0; n < 4_000; n += 1) tracer.startSpan('one').end();
    const full = (await dropped('full')) - before;
    expect(full).toBeGreaterThan(0);
    await spans.forceFlush();
    expect(receiver.taken + full).toBe(4_000);
  });
});
