import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import type { DelayView, DisagreementView, ReadsDto } from './reads.dto.js';

const HOUR_MS = 3_600_000;
const NEWEST = 20;

type DisagreementRow = Omit<DisagreementView, 'found_at'> & { found_at: Date };

/** What staff see of the pages that the watcher has read. */
@Injectable()
export class ReadsQueries {
  constructor(private readonly database: Database) {}

  async since(hours: number): Promise<ReadsDto> {
    const since = new Date(Date.now() - hours * HOUR_MS);
    const [byDelay, newest] = await Promise.all([
      this.database.query<DelayView>(
        `select delay_s, page, sum(checked)::float8 as checked, sum(inconsistent)::float8 as inconsistent,
                sum(skipped)::float8 as skipped
           from read_counts where minute >= $1 group by delay_s, page order by delay_s, page`,
        [since],
      ),
      this.database.query<DisagreementRow>(
        `select id, found_at, part_id, page, subject, delay_s, field, has, due from disagreements
          where found_at >= $1 order by found_at desc, id desc limit $2`,
        [since, NEWEST],
      ),
    ]);
    const sum = (of: 'checked' | 'inconsistent' | 'skipped') =>
      byDelay.reduce((all, row) => all + row[of], 0);
    const [checked, inconsistent] = [sum('checked'), sum('inconsistent')];
    return {
      since: since.toISOString(),
      checked,
      inconsistent,
      skipped: sum('skipped'),
      ratio: checked > 0 ? inconsistent / checked : null,
      by_delay: byDelay,
      newest: newest.map(({ found_at, ...row }) => ({ ...row, found_at: found_at.toISOString() })),
    };
  }
}
