import { SpanKind, openSpan } from '@tandem/observability';
import type { OpenSpan } from '@tandem/observability';
import { eventByType, readingProblems, schemaIdOf } from '@tandem/contracts';
import type { EventDefinition } from '@tandem/contracts';
import { isUUID } from 'class-validator';
import { sendSpan } from './message-span.js';
import type { EventTransport, ReceivedMessage, WireMessage } from './transport.js';

/** A row of the outbox, as the relay reads it. */
export interface StoredEvent {
  seq: string;
  id: string;
  aggregateid: string;
  type: string;
  topic: string;
  payload: string | null;
  raw_payload: Buffer | null;
  headers: Record<string, string>;
  created_at: Date;
}

/** What handlers may know of the event beside its data. */
export interface EventInfo {
  id: string;
  type: string;
  topic: string;
  /** The aggregate's id. */
  subject: string;
  source: string;
  /** When it was committed: RFC 3339 with ms. */
  time: string;
  correlationId: string | undefined;
  /** It tells how things are; nothing has changed. */
  snapshot: boolean;
}

export interface ParsedEvent {
  info: EventInfo;
  definition: EventDefinition;
  data: Record<string, unknown>;
}

/** The message can't be understood, now or later. */
export class UnparsableMessage extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnparsableMessage';
  }
}

/** A message that is being sent, and the span that ends with the answer. */
export interface Outgoing {
  message: WireMessage;
  span: OpenSpan | undefined;
}

/** A stored event in CloudEvents binary mode. Its trace goes on in a producer span, which the caller ends. */
export function toWire(row: StoredEvent, service: string, kind: EventTransport['kind']): Outgoing {
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_id: row.id,
    ce_type: row.type,
    ce_source: `/tandem/${service}`,
    ce_subject: row.aggregateid,
    ce_time: row.created_at.toISOString(),
    'content-type': 'application/json',
    // A dead letter carries the original's headers, as they were.
    ...(eventByType(row.type)?.topic === row.topic ? { ce_dataschema: schemaIdOf(row.type) } : {}),
    ...row.headers,
  };
  const message = {
    key: row.aggregateid,
    value: row.raw_payload ?? Buffer.from(row.payload ?? 'null'),
    headers,
  };
  if (!row.headers['traceparent']) return { message, span: undefined };
  const { name, attributes } = sendSpan(message, row.topic, kind);
  const span = openSpan(row.headers, name, SpanKind.PRODUCER, attributes);
  Object.assign(headers, span.headers);
  return { message, span };
}

/**
 * Reads a message. Fields that this version of the contract does not know are let through, so a
 * producer may be newer.
 * @throws UnparsableMessage saying what is wrong, without the values.
 */
export function fromWire(message: ReceivedMessage): ParsedEvent {
  const { headers } = message;
  const type = headers['ce_type'];
  const id = headers['ce_id'];
  if (!type) throw new UnparsableMessage('the header ce_type is missing');
  if (!id || !isUUID(id, 'loose')) throw new UnparsableMessage('the header ce_id is not a UUID');
  const definition = eventByType(type);
  if (!definition) throw new UnparsableMessage(`no contract for the type ${type}`);
  const data = parseJson(message.value);
  const problems = readingProblems(definition, data);
  if (problems.length > 0) throw new UnparsableMessage(`${type}: ${problems.join('; ')}`);
  return {
    definition,
    data: data as Record<string, unknown>,
    info: {
      id,
      type,
      topic: message.topic,
      subject: headers['ce_subject'] ?? message.key ?? '',
      source: headers['ce_source'] ?? '',
      time: headers['ce_time'] ?? '',
      correlationId: headers['ce_correlationid'],
      snapshot: headers['ce_snapshot'] === 'true',
    },
  };
}

function parseJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    throw new UnparsableMessage('the value is not JSON');
  }
}
