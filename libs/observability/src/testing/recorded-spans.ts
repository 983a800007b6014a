import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { setSamplingRatio } from '../sampling.js';
import { startTelemetry } from '../telemetry.js';

/** The spans that this process ends, each of them recorded; for specs that start a service in their own process. */
export class RecordedSpans {
  private readonly exporter = new InMemorySpanExporter();
  private readonly telemetry = startTelemetry([new SimpleSpanProcessor(this.exporter)]);

  constructor() {
    setSamplingRatio(1);
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

  /** Ends the recording. */
  close(): Promise<void> {
    return this.telemetry.stop();
  }
}
