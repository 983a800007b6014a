import { Injectable } from '@nestjs/common';
import { CACHE_CHECKS, CHECKS, PAGE_CHECKS } from '@tandem/consistency';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type {
  CheckView,
  DifferenceView,
  ReportDto,
  ReportQuery,
  RunView,
} from './consistency.dto.js';
import { repairOf } from './repairs.js';
import { newestRun, type ConsistencyRun } from './run-store.js';

type DifferenceRow = Omit<DifferenceView, 'found_at' | 'settled_at'> & {
  found_at: Date;
  settled_at: Date | null;
};

/** What staff see of checks and differences. */
@Injectable()
export class ConsistencyQueries {
  constructor(private readonly database: Database) {}

  async report(query: ReportQuery): Promise<ReportDto> {
    const [run, checks, page] = await Promise.all([
      newestRun(this.database),
      this.checks(),
      this.differences(query),
    ]);
    return { run: run && runView(run), checks, ...page };
  }

  private async checks(): Promise<CheckView[]> {
    const rows = await this.database.query<{
      name: string;
      checked_at: Date;
      looked_at: number;
    }>('select name, checked_at, looked_at::float8 as looked_at from consistency_checks');
    const open = await this.database.query<{ check_name: string; open: number }>(
      `select check_name, count(*)::integer as open from consistency_differences where state = 'open' group by check_name`,
    );
    return [...CHECKS, ...CACHE_CHECKS, ...PAGE_CHECKS].map(({ name, says }) => {
      const last = rows.find((row) => row.name === name);
      const repair = repairOf(name);
      return {
        name,
        says,
        repair: !repair ? 'none' : repair.byItself ? 'itself' : 'button',
        asks: repair?.asks ?? null,
        checked_at: last?.checked_at.toISOString() ?? null,
        looked_at: last?.looked_at ?? 0,
        open: open.find(({ check_name }) => check_name === name)?.open ?? 0,
      };
    });
  }

  private async differences({ state = 'open', check, limit, cursor }: ReportQuery) {
    const after = decodeCursor(cursor, { id: 'uuid' });
    const rows = await this.database.query<DifferenceRow>(
      `select id, check_name as "check", about, record, has, due, state, found_at, settled_at, repaired_by_name
         from consistency_differences
        where state = $1 and ($2::text is null or check_name = $2) and ($3::uuid is null or id < $3)
        order by id desc limit $4`,
      [state, check ?? null, after?.id ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map(({ found_at, settled_at, ...row }) => ({
      ...row,
      found_at: found_at.toISOString(),
      settled_at: settled_at?.toISOString() ?? null,
    }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ id: last.id }) : null };
  }
}

function runView({
  checks,
  started_at,
  finished_at,
  started_by: _,
  ...run
}: ConsistencyRun): RunView {
  return {
    ...run,
    checks: checks.length,
    started_at: started_at.toISOString(),
    finished_at: finished_at?.toISOString() ?? null,
  };
}
