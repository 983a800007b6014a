import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { notFound } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { SOURCES, type InboxSource } from './sources.js';

/** Has a notification looked at once more, whatever has become of it: the truth is asked for anew, so that does no harm. */
@Injectable()
export class ReplayNotification {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  async replay(id: number, staffId: string): Promise<void> {
    await transaction(this.database, async (tx) => {
      const [row] = await tx.query<{ id: string; source: InboxSource }>(
        `update webhook_inbox set state = 'received', settled_at = null, last_error = null,
                replays = replays + 1, replayed_by = $2
          where id = $1 returning id, source`,
        [id, staffId],
      );
      if (!row) throw notFound('notification', id);
      await this.jobs.enqueue(
        tx,
        SOURCES[row.source],
        { notification_id: row.id },
        { key: row.id },
      );
    });
  }
}
