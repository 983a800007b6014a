import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, notFound } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type { KeptSpan } from './told-spans.js';
import type { Trace, TracePage, TraceSpan, TracesQuery, TraceSummary } from './traces.dto.js';

type SummaryRow = Omit<TraceSummary, 'started_at'> & { started_at: Date };
type TraceRow = SummaryRow & { left_out: number; spans: KeptSpan[] };

const COLUMNS = `id, trace_id, started_at, duration_ms, name, service, services, span_count, failed, reason, correlation_id`;

/** Traces that were kept, the newest first. */
@Injectable()
export class TracesQueries {
  constructor(private readonly database: Database) {}

  async list({ limit, cursor, ...asked }: TracesQuery): Promise<TracePage> {
    const after = decodeCursor(cursor, { id: 'uuid' });
    const rows = await this.database.query<SummaryRow>(
      `select ${COLUMNS}
         from traces
        where ($1::text is null or $1 = any(services)) and ($2::integer is null or duration_ms >= $2)
          and ($3::boolean is not true or failed) and ($4::timestamptz is null or started_at >= $4)
          and ($5::timestamptz is null or started_at < $5) and ($6::text is null or correlation_id = $6)
          and ($7::uuid is null or id < $7)
        order by id desc limit $8`,
      [
        asked.service ?? null,
        asked.min_ms ?? null,
        asked.failed ?? null,
        asked.from ?? null,
        asked.to ?? null,
        asked.correlation_id ?? null,
        after?.id ?? null,
        limit + 1,
      ],
    );
    const items = rows.slice(0, limit).map(summaryOf);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ id: last.id }) : null };
  }

  /** @throws DomainError 404. */
  async one(traceId: string): Promise<Trace> {
    const [row] = await this.database.query<TraceRow>(
      `select ${COLUMNS}, left_out, spans from traces where trace_id = $1`,
      [traceId],
    );
    if (!row) throw notFound('trace', traceId);
    const { spans, left_out, ...summary } = row;
    const [first] = spans;
    return {
      ...summaryOf(summary),
      left_out,
      spans: first ? spans.map((span) => viewOf(span, first.starts)) : [],
    };
  }
}

function summaryOf({ started_at, ...row }: SummaryRow): TraceSummary {
  return { ...row, started_at: started_at.toISOString() };
}

function viewOf({ starts, takes, ...span }: KeptSpan, begin: number): TraceSpan {
  return { ...span, starts_ms: (starts - begin) / 1_000, takes_ms: takes / 1_000 };
}
