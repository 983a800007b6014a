import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { conflict } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { partNotFound } from './errors.js';
import { PriceSwitch } from './plan-switches.js';

/** Has what is planned for a part, and due, tried again at once: the shop may have given it up, or be waiting for long. */
@Injectable()
export class RepeatPlanned {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** @throws DomainError 404 for a deleted part too, or 409 `nothing_to_repeat`. */
  repeat(partId: number): Promise<void> {
    return transaction(this.database, async (tx) => {
      const [part] = await tx.query<{ is_due: boolean }>(
        `select coalesce(publish_at <= clock_timestamp(), false)
                or sale_state <> sale_state_of(sale_from, sale_until) as is_due
           from parts where id = $1 and deleted_at is null`,
        [partId],
      );
      if (!part) throw partNotFound(partId);
      if (!part.is_due)
        throw conflict(
          'nothing_to_repeat',
          'What was planned for this part has been done, or was planned anew or taken back.',
        );
      await this.jobs.enqueue(tx, PriceSwitch, { part_id: partId }, { key: String(partId) });
    });
  }
}
