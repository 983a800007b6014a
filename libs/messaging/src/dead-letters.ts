import type { DeadLetterRetry, OwnDeadLetter } from '@tandem/contracts';
import { conflict } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { transaction, type Database } from '@tandem/persistence';
import { reasonOf } from './dead-letter.js';
import type { InboxRunner } from './runner.js';
import type { ReceivedMessage } from './transport.js';

export interface ListDeadLetters {
  /** Also those that were replayed with success. */
  includeResolved?: boolean;
  /** Only those after (older than) this id. */
  after?: string;
  /** 1..100, default 24. */
  limit?: number;
}

const log = logger('dead-letters');

const VIEW = `id, consumer, event_id, type, topic, message_key as subject, payload, error, attempts, failed_at, resolved_at`;
const MESSAGE = `topic, partition, message_offset::text as "offset", message_key as key, headers, payload, resolved_at`;

/** The dead letters of one service: list them, and hand one to its handler again. */
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

  /**
   * Handles it once more, now; the effect and the mark that it is resolved are one transaction.
   * @throws DomainError `retry_failed` (409) when the handler threw; the letter then stays open, with the new reason.
   */
  async retry(id: string): Promise<DeadLetterRetry | 'not_found'> {
    try {
      return await transaction(this.database, async (tx) => {
        const [row] = await tx.query<Message>(
          `select ${MESSAGE} from dead_letters where id = $1 and consumer = $2 for update`,
          [id, this.consumer],
        );
        if (!row) return 'not_found';
        if (row.resolved_at) return 'already_resolved';
        await this.runner.redo({ ...row, value: row.payload }, tx);
        await tx.execute('update dead_letters set resolved_at = clock_timestamp() where id = $1', [
          id,
        ]);
        return 'handled';
      });
    } catch (error) {
      await this.database.execute(
        'update dead_letters set attempts = attempts + 1, error = $2 where id = $1',
        [id, reasonOf(error)],
      );
      log.warn({ err: error, dead_letter: id }, 'a dead letter failed again');
      const reason = error instanceof Error ? error.message : 'unknown';
      throw conflict('retry_failed', `The retry failed as well: ${reason}`);
    }
  }
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
