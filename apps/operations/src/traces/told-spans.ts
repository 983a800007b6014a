import { validationFailed } from '@tandem/kernel';
import type { SlowStatementNews } from '../slow-statements/keep-statements.js';
import { attributesOf, cutText, fieldsOf, listOf, type Attributes } from './otlp-values.js';

/** A span as it is kept. Times are microseconds. */
export interface KeptSpan {
  id: string;
  parent: string | null;
  service: string;
  name: string;
  kind: (typeof KINDS)[number];
  /** Since 1970. */
  starts: number;
  takes: number;
  failed: boolean;
  error: string | null;
  about: Record<string, string>;
}

export interface ToldSpan {
  traceId: string;
  span: KeptSpan;
  correlationId: string | null;
  slowStatement: SlowStatementNews | null;
}

/** OTLP's numbers of span kinds. */
const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const OTLP_ERROR = 2;
/** As many as one call may bring; services send half of it. */
const MOST_SPANS = 512;
const TRACE_ID = /^(?!0{32})[0-9a-f]{32}$/;
const SPAN_ID = /^(?!0{16})[0-9a-f]{16}$/;
const NANOSECONDS = /^\d{10,19}$/;
const FINGERPRINT = /^[0-9a-f]{16}$/;
const MOST_TEXT = 300;
/** What all services of one process say they are. */
const NO_SERVICE = 'tandem';

/** What staff are shown of a span. No path, address or browser: they tell of a person, and the log has them for whoever needs them. */
const SHOWN = new Set([
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'server.address',
  'db.system',
  'db.system.name',
  'db.statement',
  'db.query.text',
  'db.namespace',
  'messaging.destination.name',
  'messaging.consumer.group.name',
  'messaging.destination.partition.id',
  'messaging.kafka.offset',
  'messaging.kafka.message.key',
  'cloudevents.event_type',
  'error.type',
  'tandem.correlation_id',
]);

/**
 * The spans of an export, OTLP as JSON. One that says nothing usable is left out: the others of its batch are worth as much
 * as without it.
 * @throws DomainError 422 naming the field, when it is no export.
 */
export function toldSpans(body: unknown): { spans: ToldSpan[]; unusable: number } {
  const groups = fieldsOf(body)['resourceSpans'];
  if (!Array.isArray(groups))
    throw validationFailed([{ field: 'resourceSpans', message: 'must be a list of spans' }]);
  const spans: ToldSpan[] = [];
  let told = 0;
  for (const group of groups as unknown[]) {
    const { resource, scopeSpans } = fieldsOf(group);
    const service =
      attributesOf(fieldsOf(resource)['attributes']).get('service.name') ?? NO_SERVICE;
    for (const scope of listOf(scopeSpans)) {
      for (const one of listOf(fieldsOf(scope)['spans'])) {
        told += 1;
        if (told > MOST_SPANS)
          throw validationFailed([
            { field: 'resourceSpans', message: `must have at most ${MOST_SPANS} spans` },
          ]);
        const span = toldSpan(one, service);
        if (span) spans.push(span);
      }
    }
  }
  return { spans, unusable: told - spans.length };
}

function toldSpan(told: unknown, resource: string): ToldSpan | null {
  const span = fieldsOf(told);
  const { traceId, spanId, parentSpanId } = span;
  const starts = microseconds(span['startTimeUnixNano']);
  const ends = microseconds(span['endTimeUnixNano']);
  if (!isId(traceId, TRACE_ID) || !isId(spanId, SPAN_ID)) return null;
  if (starts === null || ends === null) return null;
  const attributes = attributesOf(span['attributes']);
  const failed = fieldsOf(span['status'])['code'] === OTLP_ERROR;
  const service = cutText(serviceOf(attributes, resource), 100);
  const kept: KeptSpan = {
    id: spanId,
    parent: isId(parentSpanId, SPAN_ID) ? parentSpanId : null,
    service,
    name: cutText(span['name'], 200) || 'unnamed',
    kind: KINDS[Number(span['kind'])] ?? 'internal',
    starts,
    takes: Math.max(0, ends - starts),
    failed,
    error: failed ? errorOf(span) : null,
    about: Object.fromEntries(
      [...attributes]
        .filter(([name]) => SHOWN.has(name))
        .map(([name, value]) => [name, cutText(value, MOST_TEXT)]),
    ),
  };
  return {
    traceId,
    span: kept,
    correlationId: cutText(attributes.get('tandem.correlation_id'), 128) || null,
    slowStatement: statementOf(attributes, kept, traceId),
  };
}

/** In the standalone form all services are one process: a span then says itself whose it is, or its parent does. */
function serviceOf(attributes: Attributes, resource: string): string {
  if (resource !== NO_SERVICE) return resource;
  return (
    attributes.get('tandem.service') ?? attributes.get('messaging.consumer.group.name') ?? resource
  );
}

function errorOf(span: Record<string, unknown>): string | null {
  for (const event of listOf(span['events'])) {
    const { name, attributes } = fieldsOf(event);
    if (name === 'exception')
      return cutText(attributesOf(attributes).get('exception.message'), MOST_TEXT) || null;
  }
  return cutText(fieldsOf(span['status'])['message'], MOST_TEXT) || null;
}

function statementOf(attributes: Attributes, span: KeptSpan, traceId: string) {
  const fingerprint = attributes.get('tandem.slow.fingerprint');
  const text = cutText(attributes.get('db.query.text'), 4_000);
  if (fingerprint === undefined || !FINGERPRINT.test(fingerprint) || text === '') return null;
  return {
    service: span.service,
    fingerprint,
    text,
    plan: planOf(attributes.get('tandem.slow.plan')),
    advice: cutText(attributes.get('tandem.slow.advice'), 2_000),
    times: positive(attributes.get('tandem.slow.times')),
    worst_ms: positive(attributes.get('tandem.slow.worst_ms')),
    worst_at: new Date((span.starts + span.takes) / 1_000).toISOString(),
    trace_id: traceId,
  };
}

const MOST_PLAN = 20_000;

function planOf(text: string | undefined): string | null {
  if (text === undefined || text.length > MOST_PLAN || text.includes('\\u0000')) return null;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return null;
  }
}

function positive(text: string | undefined): number {
  const number = Math.round(Number(text));
  return Number.isFinite(number) ? Math.min(Math.max(number, 1), 1_000_000_000) : 1;
}

function isId(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/** Nanoseconds are more than a number holds: they are told as text. */
function microseconds(value: unknown): number | null {
  const text = String(value);
  if (!NANOSECONDS.test(text)) return null;
  const micros = Number(BigInt(text) / 1_000n);
  return micros > MOST_MICROS ? null : micros;
}

/** The year 2100: what is later comes of a clock that is wrong, or of somebody who tries what happens. */
const MOST_MICROS = 4_102_444_800_000_000;
