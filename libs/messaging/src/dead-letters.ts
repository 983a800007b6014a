import type { DataSource } from 'typeorm';
import { transaction } from '@tandem/persistence';
import { reasonOf } from './bury-message.js';
import type { InboxRunner } from './runner.js';

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

function asText(row: Omit<DeadLetter, 'payload'> & { payload: Buffer }): DeadLetter {
  return { ...row, payload: row.payload.toString('utf8') };
}
