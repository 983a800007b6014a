import type { Attributes } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { setSamplingRatio } from '../sampling.js';
import { startTelemetry } from '../telemetry.js';

/** The spans that this process ends, each of them recorded unless it is told otherwise; for specs that start a service in their own process. */
export class RecordedSpans {
  private readonly exporter = new InMemorySpanExporter();
  private readonly telemetry = startTelemetry([new SimpleSpanProcessor(this.exporter)]);

  /** @param ratio of requests that are recorded from their begin. */
  constructor(ratio = 1) {
    setSamplingRatio(ratio);
  }

  /** What the ended spans of this name link to: `<trace id>-<span id>`, the middle of a `traceparent`. */
  linksOf(name: string): string[] {
    return this.exporter
      .getFinishedSpans()
      .filter((span) => span.name === name)
      .flatMap(({ links }) =>
        links.map(({ context: { traceId, spanId } }) => `${traceId}-${spanId}`),
      );
  }

  /** What the ended spans of this name say of themselves. */
  attributesOf(name: string): Attributes[] {
    return this.exporter
      .getFinishedSpans()
      .filter((span) => span.name === name)
      .map(({ attributes }) => attributes);
  }

  /** The ids of the traces that have ended spans of this name. */
  tracesOf(name: string): string[] {
    return this.exporter
      .getFinishedSpans()
      .filter((span) => span.name === name)
      .map((span) => span.spanContext().traceId);
  }

  /** Ends the recording. */
  close(): Promise<void> {
    return this.telemetry.stop();
  }
}
