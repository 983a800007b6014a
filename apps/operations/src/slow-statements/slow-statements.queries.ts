import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type {
  SlowStatement,
  SlowStatementPage,
  SlowStatementsQuery,
} from './slow-statements.dto.js';

interface StatementRow {
  id: string;
  service: string;
  text: string;
  times: number;
  worst_ms: number;
  worst_at: Date;
  worst_trace_id: string;
  first_at: Date;
  last_at: Date;
  advice: string;
  plan: Record<string, unknown> | null;
}

/** Which statements were slow, the slowest first. */
@Injectable()
export class SlowStatementsQueries {
  constructor(private readonly database: Database) {}

  async list({ service, min_ms, limit, cursor }: SlowStatementsQuery): Promise<SlowStatementPage> {
    const after = decodeCursor(cursor, { ms: 'int', id: 'uuid' });
    const rows = await this.database.query<StatementRow>(
      `select id, service, text, times::float8 as times, worst_ms, worst_at, worst_trace_id, first_at, last_at, advice, plan
         from slow_statements
        where ($1::text is null or service = $1) and ($2::integer is null or worst_ms >= $2)
          and ($3::integer is null or (worst_ms, id) < ($3, $4::uuid))
        order by worst_ms desc, id desc limit $5`,
      [service ?? null, min_ms ?? null, after?.ms ?? null, after?.id ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map(viewOf);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items,
      next_cursor: last ? encodeCursor({ ms: last.worst_ms, id: last.id }) : null,
    };
  }
}

function viewOf({ worst_at, first_at, last_at, advice, ...row }: StatementRow): SlowStatement {
  return {
    ...row,
    worst_at: worst_at.toISOString(),
    first_at: first_at.toISOString(),
    last_at: last_at.toISOString(),
    advice: advice.split('\n').filter(Boolean),
  };
}
