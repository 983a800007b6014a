import type { DeadLetterDiscard, DeadLetterRetry, OwnDeadLetter } from '@tandem/contracts';
import { conflict } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { transaction, type Database, type Tx } from '@tandem/persistence';
import { reasonOf } from './dead-letter.js';
import type { InboxRunner } from './runner.js';
import type { ReceivedMessage } from './transport.js';

export interface ListDeadLetters {
  /** Also those that were handled after all, and those that were discarded. */
  includeResolved?: boolean;
  /** Only those after (older than) this id. */
  after?: string;
  /** 1..100, default 24. */
  limit?: number;
}

/** Who of the staff decides about a dead letter. */
export interface Person {
  id: string;
  name: string;
}

const log = logger('dead-letters');

const VIEW = `id, consumer, event_id, type, topic, partition, message_offset::text as "offset", message_key as subject, payload,
  error, attempts, failed_at, resolved_at,
  coalesce(resolution, case when resolved_at is not null then 'handled' end) as resolution, resolved_by_name, reason,
  split_part(headers ->> 'traceparent', '-', 2) as trace_id, headers ->> 'ce_correlationid' as correlation_id`;
const MESSAGE = `topic, partition, message_offset::text as "offset", message_key as key, headers, payload, resolved_at`;

/** The dead letters of one service: list them, read one, hand it to its handler again, or say that it will never be handled. */
export class DeadLetters {
  constructor(
    private readonly database: Database,
    private readonly consumer: string,
    private readonly runner: InboxRunner,
  ) {}

  /** Newest first. */
  async list(options: ListDeadLetters = {}): Promise<OwnDeadLetter[]> {
    const rows = await this.database.query<Row>(
      `select ${VIEW} from dead_letters
        where consumer = $1 and ($2 or resolved_at is null) and ($3::uuid is null or id < $3)
        order by id desc limit $4`,
      [
        this.consumer,
        options.includeResolved ?? false,
        options.after ?? null,
        Math.min(Math.max(options.limit ?? 24, 1), 100),
      ],
    );
    return rows.map(viewOf);
  }

  /** One of them, dealt with or not. */
  async one(id: string): Promise<OwnDeadLetter | null> {
    const [row] = await this.database.query<Row>(
      `select ${VIEW} from dead_letters where id = $1 and consumer = $2`,
      [id, this.consumer],
    );
    return row ? viewOf(row) : null;
  }

  /**
   * Handles it once more, now; the effect and the mark that it is resolved are one transaction, so that asking again does
   * nothing more.
   * @throws DomainError `retry_failed` (409) when the handler threw; the letter then stays open, with the new reason.
   */
  async retry(id: string, by: Person): Promise<DeadLetterRetry | 'not_found'> {
    try {
      return await transaction(this.database, async (tx) => {
        const row = await this.lock(tx, id);
        if (!row) return 'not_found';
        if (row.resolved_at) return 'already_resolved';
        await this.runner.redo({ ...row, value: row.payload }, tx);
        await settle(tx, id, 'handled', by, null);
        return 'handled';
      });
    } catch (error) {
      await this.database.execute(
        'update dead_letters set attempts = attempts + 1, error = $2 where id = $1 and resolved_at is null',
        [id, reasonOf(error)],
      );
      log.warn({ err: error, dead_letter: id }, 'a dead letter failed again');
      const reason = error instanceof Error ? error.message : 'unknown';
      throw conflict('retry_failed', `The retry failed as well: ${reason}`);
    }
  }

  /** Nobody will handle it. It is kept with the reason, and that of the first who says so stays. */
  async discard(id: string, by: Person, reason: string): Promise<DeadLetterDiscard | 'not_found'> {
    return transaction(this.database, async (tx) => {
      const row = await this.lock(tx, id);
      if (!row) return 'not_found';
      if (row.resolved_at) return 'already_resolved';
      await settle(tx, id, 'discarded', by, reason);
      return 'discarded';
    });
  }

  private async lock(tx: Tx, id: string): Promise<Message | undefined> {
    const [row] = await tx.query<Message>(
      `select ${MESSAGE} from dead_letters where id = $1 and consumer = $2 for update`,
      [id, this.consumer],
    );
    return row;
  }
}

async function settle(
  tx: Tx,
  id: string,
  resolution: 'handled' | 'discarded',
  by: Person,
  reason: string | null,
): Promise<void> {
  await tx.execute(
    `update dead_letters
        set resolved_at = clock_timestamp(), resolution = $2, resolved_by = $3, resolved_by_name = $4, reason = $5
      where id = $1`,
    [id, resolution, by.id, by.name, reason],
  );
}

type Message = Omit<ReceivedMessage, 'value'> & { payload: Buffer; resolved_at: Date | null };

type Row = Omit<OwnDeadLetter, 'payload' | 'failed_at' | 'resolved_at'> & {
  payload: Buffer;
  failed_at: Date;
  resolved_at: Date | null;
};

function viewOf(row: Row): OwnDeadLetter {
  return {
    ...row,
    payload: row.payload.toString('utf8'),
    failed_at: row.failed_at.toISOString(),
    resolved_at: row.resolved_at?.toISOString() ?? null,
  };
}
