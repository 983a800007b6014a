import { v7 as uuidv7 } from 'uuid';
import { readEnv } from '@tandem/config';
import { assertEvent } from '@tandem/contracts';
import type { EventData, EventDefinition } from '@tandem/contracts';
import { causeHeaders } from '@tandem/observability';
import { withCommit, type Tx } from '@tandem/persistence';

export interface AddOptions {
  /** Default: the data field that the event's definition names. */
  aggregateId?: string | number;
  /** Nothing has changed: the event tells how things are, to whoever was not there when they became so. */
  snapshot?: boolean;
}

/** One event of `addMany`; made by `newEvent`. */
export interface NewEvent {
  event: EventDefinition;
  data: unknown;
  aggregateId?: string | number;
  snapshot?: boolean;
  /** What caused it; default: the running request. See `causedBy`. */
  cause?: Record<string, string>;
}

/** The headers of an event; what its cause does not say is that of the running request. */
export function withCause(headers: Record<string, string>): Record<string, string> {
  const { traceparent, ce_correlationid: correlationId } = headers;
  if (traceparent && correlationId) return headers;
  const here = causeHeaders();
  return {
    ...headers,
    ...(traceparent ? {} : here),
    ce_correlationid: correlationId || here['ce_correlationid']!,
  };
}

/** An event for `addMany`, with its data checked against its type by the compiler. */
export function newEvent<E extends EventDefinition>(
  event: E,
  data: EventData<E>,
  options: AddOptions = {},
): NewEvent {
  return { event, data, ...options };
}

/** These events, with what caused them: for work that is done for several requests at once. */
export function causedBy(cause: Record<string, string>, events: readonly NewEvent[]): NewEvent[] {
  return events.map((event) => ({ ...event, cause }));
}

/** A row as it is stored; `headers` travel with the message as they are. */
interface OutboxRow {
  id: string;
  aggregatetype: string;
  aggregateid: string;
  type: string;
  topic: string;
  payload: unknown;
  version: number;
  headers: Record<string, string>;
}

/** Kafka takes no message over 1 MiB, and one it never takes would hold up all behind it. */
const MAX_PAYLOAD_BYTES = 900_000;

const strict = readEnv()['NODE_ENV'] !== 'production';

/**
 * The one way to publish: an event is a row in the transaction of its change, so they are true
 * together or not at all. To keep an aggregate's events in commit order, lock or write its row
 * before adding.
 */
class Outbox {
  /**
   * Adds an event to the transaction of `tx`.
   * @returns the event's id, `ce_id` on Kafka.
   * @throws ContractViolation, outside production, when the data does not match the schema.
   */
  async add<E extends EventDefinition>(
    tx: Tx,
    event: E,
    data: EventData<E>,
    options: AddOptions = {},
  ): Promise<string> {
    const [id] = await this.addMany(tx, [{ event, data, ...options }]);
    return id!;
  }

  /** Adds several events, in this order, in one statement that travels with the COMMIT. */
  async addMany(tx: Tx, events: readonly NewEvent[]): Promise<string[]> {
    if (events.length === 0) return [];
    const here = events.some(({ cause }) => !cause) ? causeHeaders() : {};
    const rows = events.map((one) => toRow(one, withCause(one.cause ?? here)));
    await withCommit(tx, {
      name: 'tandem_outbox_add',
      text: `insert into outbox (id, aggregatetype, aggregateid, type, topic, payload, version, headers)
       select id, aggregatetype, aggregateid, type, topic, payload, version, headers
       from rows from (jsonb_to_recordset($1::jsonb)
         as (id uuid, aggregatetype text, aggregateid text, type text, topic text,
             payload jsonb, version bigint, headers jsonb)) with ordinality
         as r (id, aggregatetype, aggregateid, type, topic, payload, version, headers, n)
       order by n`,
      values: [JSON.stringify(rows)],
    });
    return rows.map((row) => row.id);
  }
}

/** The outbox of whichever schema `tx` is in. It keeps no state, so it is imported and not injected. */
export const outbox = new Outbox();

function toRow(
  { event, data, aggregateId, snapshot }: NewEvent,
  headers: Record<string, string>,
): OutboxRow {
  if (strict) assertEvent(event, data);
  const fields = data as Record<string, unknown>;
  const bytes = Buffer.byteLength(JSON.stringify(data));
  if (bytes > MAX_PAYLOAD_BYTES) {
    throw new Error(`${event.type}: ${bytes} bytes are too many for one event`);
  }
  return {
    id: uuidv7(),
    aggregatetype: event.aggregateType,
    aggregateid: String(aggregateId ?? fields[event.aggregateKey]),
    type: event.type,
    topic: event.topic,
    payload: data,
    version: Number(fields['version']),
    headers: snapshot ? { ...headers, ce_snapshot: 'true' } : headers,
  };
}
