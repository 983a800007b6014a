/** OTLP's numbers of span kinds. */
export const OTLP_KINDS = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;

export interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: object }[];
  events: object[];
  status: { code: number; message?: string };
}

export const traceId = (n: number) => n.toString(16).padStart(32, 'a');
export const spanId = (n: number) => n.toString(16).padStart(16, 'b');
export const attribute = (key: string, value: string | number) => ({
  key,
  value: typeof value === 'number' ? { intValue: value } : { stringValue: value },
});

/** 28 November 2026, in milliseconds. */
export const BEGIN = 1_795_824_000_000;
const nanoseconds = (ms: number) => `${BigInt(Math.round(ms * 1_000)) * 1_000n}`;

/** A span as an exporter sends it; `at` and `takes` are milliseconds. */
export function otlpSpan(
  trace: number,
  id: number,
  { at = 0, takes = 5, ...over }: Partial<OtlpSpan> & { at?: number; takes?: number } = {},
): OtlpSpan {
  return {
    traceId: traceId(trace),
    spanId: spanId(id),
    name: 'GET /api/v1/parts',
    kind: OTLP_KINDS.server,
    startTimeUnixNano: nanoseconds(BEGIN + at),
    endTimeUnixNano: nanoseconds(BEGIN + at + takes),
    attributes: [],
    events: [],
    status: { code: 0 },
    ...over,
  };
}

/** What one service sends in one go. */
export function exportOf(service: string, spans: readonly unknown[]) {
  return {
    resourceSpans: [
      {
        resource: { attributes: [attribute('service.name', service)] },
        scopeSpans: [{ scope: { name: 'tandem' }, spans }],
      },
    ],
  };
}
