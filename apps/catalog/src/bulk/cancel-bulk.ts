import { Injectable } from '@nestjs/common';
import { Database, transaction } from '@tandem/persistence';
import { holdRun, requireState, type RunSubject } from './bulk-run.js';

/** Ends a change after the batch that is being written: what is changed by then stays, and can be undone. */
@Injectable()
export class CancelBulk {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404, or 409 `bulk_state` when there is nothing to cancel. */
  async cancel(id: string, subject: RunSubject): Promise<void> {
    await transaction(this.database, async (tx) => {
      requireState(await holdRun(tx, id, subject), 'ready', 'running');
      await tx.execute(
        `update bulk_runs set state = 'cancelled', ended_at = clock_timestamp() where id = $1`,
        [id],
      );
    });
  }
}
