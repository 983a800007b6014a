import { Injectable } from '@nestjs/common';
import { Database, transaction } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import type { Due } from './gather-traces.js';
import type { KeptSpan } from './told-spans.js';
import { summaryOf, together, weightier, type Reason } from './trace-shape.js';

interface Kept {
  trace_id: string;
  reason: Reason;
  correlation_id: string | null;
  left_out: number;
  spans: KeptSpan[];
}

/** Writes traces. Their spans come in parts, by several instances: what is there is added to. */
@Injectable()
export class WriteTraces {
  constructor(private readonly database: Database) {}

  /** Those of these traces that are kept already. */
  async keptOf(traceIds: readonly string[]): Promise<Set<string>> {
    if (traceIds.length === 0) return new Set();
    const rows = await this.database.query<{ trace_id: string }>(
      'select trace_id from traces where trace_id = any($1)',
      [traceIds],
    );
    return new Set(rows.map(({ trace_id }) => trace_id));
  }

  async write(worth: readonly Due[]): Promise<void> {
    if (worth.length === 0) return;
    const come = new Map(worth.map((one) => [one.trace.traceId, one]));
    const begun = worth.flatMap(({ trace: { traceId }, reason }) =>
      reason === null ? [] : [{ id: uuidv7(), trace_id: traceId, reason }],
    );
    await transaction(this.database, async (tx) => {
      // In one order, for two instances that have spans of the same traces.
      await tx.execute(
        `insert into traces (id, trace_id, reason)
         select id, trace_id, reason from jsonb_to_recordset($1::jsonb) as r (id uuid, trace_id text, reason text)
          order by trace_id
         on conflict (trace_id) do nothing`,
        [JSON.stringify(begun)],
      );
      const kept = await tx.query<Kept>(
        `select trace_id, reason, correlation_id, left_out, spans from traces where trace_id = any($1)
          order by trace_id for update`,
        [[...come.keys()]],
      );
      await tx.execute(
        `update traces t
            set reason = r.reason, correlation_id = r.correlation_id, started_at = r.started_at, duration_ms = r.duration_ms,
                name = r.name, service = r.service, services = r.services, span_count = r.span_count, failed = r.failed,
                left_out = r.left_out, bytes = r.bytes, spans = r.spans
           from jsonb_to_recordset($1::jsonb) as r (trace_id text, reason text, correlation_id text, started_at timestamptz(3),
                  duration_ms double precision, name text, service text, services text[], span_count integer, failed boolean,
                  left_out integer, bytes integer, spans jsonb)
          where t.trace_id = r.trace_id`,
        [JSON.stringify(kept.map((row) => added(row, come.get(row.trace_id)!)))],
      );
    });
  }
}

function added(row: Kept, { trace, reason }: Due) {
  const { spans, left } = together({ spans: row.spans, left: row.left_out }, trace);
  return {
    trace_id: row.trace_id,
    reason: reason === null ? row.reason : weightier(row.reason, reason),
    correlation_id: row.correlation_id ?? trace.correlationId,
    ...summaryOf(spans),
    left_out: left,
    bytes: Buffer.byteLength(JSON.stringify(spans)),
    spans,
  };
}
