import { metrics } from '@opentelemetry/api';
import type { Context, Counter } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-node';
import type {
  ReadableSpan,
  Span,
  SpanExporter,
  SpanProcessor,
} from '@opentelemetry/sdk-trace-node';

/** Some 4 MB; beyond it whoever takes them is away or too slow. */
const MOST_WAITING = 2_048;
/** As many as the operations service takes at once. */
const MOST_AT_ONCE = 256;

type ExportArguments = Parameters<SpanExporter['export']>;

/**
 * Sends spans in batches and never makes anybody wait: what does not fit is dropped, and counted by why. Without the count
 * nobody could tell a quiet service from one whose spans are lost.
 */
export class BoundedExport implements SpanProcessor {
  private readonly batches: SpanProcessor;
  private waiting = 0;
  private dropped: Counter | undefined;

  constructor(private readonly exporter: SpanExporter = new OTLPTraceExporter()) {
    const counted: SpanExporter = {
      export: (spans, done) => this.send(spans, done),
      shutdown: () => exporter.shutdown(),
      forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    };
    this.batches = new BatchSpanProcessor(counted, {
      maxQueueSize: MOST_WAITING,
      maxExportBatchSize: MOST_AT_ONCE,
    });
  }

  onStart(span: Span, context: Context): void {
    this.batches.onStart(span, context);
  }

  onEnd(span: ReadableSpan): void {
    if (this.waiting >= MOST_WAITING) {
      this.drop(1, 'full');
      return;
    }
    this.waiting += 1;
    this.batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.batches.shutdown();
  }

  private send(spans: ExportArguments[0], done: ExportArguments[1]): void {
    this.waiting = Math.max(0, this.waiting - spans.length);
    this.exporter.export(spans, (result) => {
      if (result.code !== ExportResultCode.SUCCESS) this.drop(spans.length, 'not taken');
      done(result);
    });
  }

  /** The counter is made when it is first needed: this module is loaded before there is anything that counts. */
  private drop(spans: number, reason: 'full' | 'not taken'): void {
    this.dropped ??= metrics.getMeter('tandem').createCounter('spans_dropped', {
      description: 'Spans that were recorded and reached nobody.',
      unit: '{span}',
    });
    this.dropped.add(spans, { reason });
  }
}
