import { isUUID } from 'class-validator';
import { dlqOf } from '@tandem/contracts';
import type { Tx } from '@tandem/persistence';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import { markHandled } from './inbox-mark.js';
import { withCause } from './outbox.js';
import type { ReceivedMessage } from './transport.js';

const NAMESPACE = '6f1c3b1e-4c1d-5b53-9d0a-6a0c9a7f8b11';

/** Writes the dead letter, its message for the dead-letter topic and the inbox mark. */
export async function writeDeadLetter(
  tx: Tx,
  burial: { consumer: string; message: ReceivedMessage; error: unknown; attempts: number },
): Promise<void> {
  const { consumer, message, attempts } = burial;
  const { topic, partition, offset } = message;
  const eventId = idOf(message);
  if (!(await markHandled(tx, consumer, eventId))) return;
  const headers = mapValues(message.headers, storable);
  const key = message.key === null ? null : storable(message.key);
  const error = reasonOf(burial.error);
  await tx.execute(
    `insert into dead_letters (id, consumer, event_id, type, topic, partition, message_offset,
       message_key, headers, payload, error, attempts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      uuidv7(),
      consumer,
      eventId,
      headers['ce_type'] ?? null,
      topic,
      partition,
      offset,
      key,
      JSON.stringify(headers),
      message.value,
      error,
      attempts,
    ],
  );
  const { ce_id: originalId, ...kept } = headers;
  const letter = {
    ...withCause(kept),
    'x-error': error.slice(0, 1000).replace(/\s+/g, ' '),
    'x-group': consumer,
    'x-attempts': String(attempts),
    'x-original-topic': topic,
    'x-original-partition': String(partition),
    'x-original-offset': offset,
    'x-original-id': originalId ?? '',
  };
  await tx.execute(
    `insert into outbox (id, aggregatetype, aggregateid, type, topic, raw_payload, version, headers)
     values ($1, 'dead_letter', $2, $3, $4, $5, 0, $6)`,
    [
      uuidv7(),
      key ?? '',
      headers['ce_type'] ?? 'unknown',
      dlqOf(topic),
      message.value,
      JSON.stringify(letter),
    ],
  );
}

/** The event's own id; where it has none, one made of its place, so that a redelivery has the same. */
function idOf(message: ReceivedMessage): string {
  const id = message.headers['ce_id'] ?? '';
  if (isUUID(id, 'loose')) return id;
  return uuidv5(`${message.topic}/${message.partition}/${message.offset}`, NAMESPACE);
}

/** Why a handler gave up, as text that PostgreSQL takes. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return storable(text).slice(0, 4000);
}

/** PostgreSQL text can't hold NUL. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

function mapValues(record: Record<string, string>, fn: (value: string) => string) {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [storable(name), fn(value)]),
  );
}
