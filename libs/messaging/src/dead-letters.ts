import type { DataSource, EntityManager } from 'typeorm';
import { dlqOf } from '@tandem/contracts';
import { transaction } from '@tandem/persistence';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import { markHandled } from './inbox-mark.js';
import { withCause } from './outbox.js';
import type { InboxRunner } from './runner.js';
import type { ReceivedMessage } from './transport.js';

/** A message that a consumer gave up on. */
export interface DeadLetter {
  id: string;
  consumer: string;
  event_id: string;
  type: string | null;
  topic: string;
  partition: number;
  offset: string;
  key: string | null;
  headers: Record<string, string>;
  /** The message's value as text. */
  payload: string;
  error: string;
  attempts: number;
  failed_at: Date;
  resolved_at: Date | null;
}

export interface ListDeadLetters {
  /** Also those that were replayed with success. */
  includeResolved?: boolean;
  /** Only those after (older than) this id. */
  after?: string;
  /** 1..100, default 24. */
  limit?: number;
}

export type RetryResult = 'handled' | 'already_resolved' | 'not_found';

const NAMESPACE = '6f1c3b1e-4c1d-5b53-9d0a-6a0c9a7f8b11';
const COLUMNS = `id, consumer, event_id, type, topic, partition, message_offset::text as "offset",
  message_key as key, headers, payload, error, attempts, failed_at, resolved_at`;

/** The dead letters of one service: list them, and hand one to its handler again. */
export class DeadLetters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consumer: string,
    private readonly runner: InboxRunner,
  ) {}

  /** Newest first. */
  async list(options: ListDeadLetters = {}): Promise<DeadLetter[]> {
    const rows = await this.dataSource.query(
      `select ${COLUMNS} from dead_letters
        where consumer = $1 and ($2 or resolved_at is null) and ($3::uuid is null or id < $3)
        order by id desc limit $4`,
      [
        this.consumer,
        options.includeResolved ?? false,
        options.after ?? null,
        Math.min(Math.max(options.limit ?? 24, 1), 100),
      ],
    );
    return rows.map(asText);
  }

  /**
   * Handles it once more, now; the effect and the mark that it is resolved are one transaction.
   * @throws what the handler threw; the letter then stays open, with the new reason.
   */
  async retry(id: string): Promise<RetryResult> {
    try {
      return await transaction(this.dataSource, async (tx) => {
        const [row] = await tx.query(
          `select ${COLUMNS} from dead_letters where id = $1 and consumer = $2 for update`,
          [id, this.consumer],
        );
        if (!row) return 'not_found';
        if (row.resolved_at) return 'already_resolved';
        await this.runner.redo({ ...row, value: row.payload }, tx);
        await tx.query('update dead_letters set resolved_at = clock_timestamp() where id = $1', [
          id,
        ]);
        return 'handled';
      });
    } catch (error) {
      await this.dataSource.query(
        'update dead_letters set attempts = attempts + 1, error = $2 where id = $1',
        [id, reasonOf(error)],
      );
      throw error;
    }
  }
}

/** Writes the dead letter, its message for the dead-letter topic and the inbox mark. */
export async function buryMessage(
  tx: EntityManager,
  burial: { consumer: string; message: ReceivedMessage; error: unknown; attempts: number },
): Promise<void> {
  const { consumer, message, attempts } = burial;
  const { topic, partition, offset } = message;
  const eventId = idOf(message);
  if (!(await markHandled(tx, consumer, eventId))) return;
  const headers = mapValues(message.headers, storable);
  const key = message.key === null ? null : storable(message.key);
  const error = reasonOf(burial.error);
  await tx.query(
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
  await tx.query(
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
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id;
  return uuidv5(`${message.topic}/${message.partition}/${message.offset}`, NAMESPACE);
}

function reasonOf(error: unknown): string {
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

function asText(row: Omit<DeadLetter, 'payload'> & { payload: Buffer }): DeadLetter {
  return { ...row, payload: row.payload.toString('utf8') };
}
