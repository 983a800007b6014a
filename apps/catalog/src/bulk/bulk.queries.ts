import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, notFound } from '@tandem/kernel';
import type { Page } from '@tandem/kernel';
import type { PageQuery } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { iso } from '../parts/part-sql.js';
import type { BulkChange } from './bulk-change.js';
import type { BulkRow, RunState } from './bulk-run.js';
import type { BulkRowsQuery } from './bulk.dto.js';

/** A run as staff see it. */
export interface BulkRun {
  id: string;
  change: BulkChange;
  state: RunState;
  parts: number;
  open: number;
  done: number;
  unchanged: number;
  conflicts: number;
  refused: number;
  restored: number;
  not_restored: number;
  created_by_name: string | null;
  created_at: string;
  acting_by_name: string | null;
  started_at: string | null;
  ended_at: string | null;
}

/** A row of a run as staff see it. */
export type ShownRow = Omit<BulkRow, 'n' | 'version'> & {
  id: number;
  sku: string;
  part_name: string;
};

const RUN = `id, change, state, parts, open, done, unchanged, conflicts, refused, restored, not_restored, created_by_name,
  ${iso('created_at')} as created_at, acting_by_name, ${iso('started_at')} as started_at, ${iso('ended_at')} as ended_at`;

@Injectable()
export class BulkQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async runs({ limit, cursor }: PageQuery): Promise<Page<BulkRun>> {
    const place = decodeCursor(cursor, { at: 'time', id: 'uuid' });
    const rows = await this.database.query<BulkRun>(
      `select ${RUN} from bulk_runs
        where $1::timestamptz is null or (created_at, id) < ($1, $2::uuid)
        order by bulk_runs.created_at desc, id desc limit $3`,
      [place?.at ?? null, place?.id ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items,
      next_cursor: last ? encodeCursor({ at: last.created_at, id: last.id }) : null,
    };
  }

  /** @throws DomainError 404. */
  async run(id: string): Promise<BulkRun> {
    const [run] = await this.database.query<BulkRun>(`select ${RUN} from bulk_runs where id = $1`, [
      id,
    ]);
    if (!run) throw notFound('bulk change', id);
    return run;
  }

  /** In the order of the selection. @throws DomainError 404. */
  async rows(id: string, { limit, cursor, result }: BulkRowsQuery): Promise<Page<ShownRow>> {
    const place = decodeCursor(cursor, { n: 'int' });
    const rows = await this.database.query<ShownRow>(
      `select b.n as id, b.part_id, p.sku, p.part_name, b.before, b.after, b.result, b.reason
         from bulk_rows b join parts p on p.id = b.part_id
        where b.run_id = $1 and b.n > $2 and ($3::text is null or b.result = $3) order by b.n limit $4`,
      [id, place?.n ?? 0, result ?? null, limit + 1],
    );
    if (rows.length === 0) await this.run(id);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ n: last.id }) : null };
  }
}
