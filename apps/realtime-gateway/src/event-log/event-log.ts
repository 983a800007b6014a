import { Injectable } from '@nestjs/common';
import { Database, withCommit, type Tx } from '@tandem/persistence';
import type { LogEntry, NewLogEntry } from './log-entry.js';
import type { LogSource } from './log-tailer.js';

const COLUMNS = `seq, event_id, topic, type, subject, part_id, user_id, version, lists, public_type, public_data,
  staff_data, superseded, occurred_at, correlation_id, traceparent`;

interface Row {
  seq: string;
  event_id: string;
  topic: string;
  type: string;
  subject: string;
  part_id: number | null;
  user_id: string | null;
  version: string | null;
  lists: string[];
  public_type: string | null;
  public_data: Record<string, unknown> | null;
  staff_data: Record<string, unknown>;
  superseded: boolean;
  occurred_at: Date;
  correlation_id: string | null;
  traceparent: string | null;
}

/** Which of the missed entries a socket is to get; an entry that fits any of them does. */
export interface Interest {
  parts: number[];
  lists: string[];
  topics: string[];
  /** Whose own events. */
  users: string[];
}

export interface LogFilter {
  topic?: string;
  type?: string;
  subject?: string;
  /** Entries of changes before it are left out. */
  from?: Date;
  /** Only entries before this position. */
  before?: number;
}

/** The recent-event log in PostgreSQL. Positions are given by the database, see the migration. */
@Injectable()
export class EventLog implements LogSource {
  constructor(private readonly db: Database) {}

  /**
   * Adds entries, in their order, as the last thing of the caller's transaction: the lock that gives positions their
   * order is held for no longer than the commit takes.
   */
  async append(tx: Tx, ...entries: readonly NewLogEntry[]): Promise<void> {
    const rows = entries.map((entry) => ({
      event_id: entry.eventId,
      topic: entry.topic,
      type: entry.type,
      subject: entry.subject,
      part_id: entry.partId,
      user_id: entry.userId,
      version: entry.version,
      lists: entry.lists,
      public_type: entry.publicType,
      public_data: entry.publicData,
      staff_data: entry.staffData,
      superseded: entry.superseded,
      occurred_at: entry.occurredAt,
      correlation_id: entry.correlationId,
      traceparent: entry.traceparent,
    }));
    const columns = `event_id, topic, type, subject, part_id, user_id, version, lists, public_type, public_data,
         staff_data, superseded, occurred_at, correlation_id, traceparent`;
    await withCommit(tx, {
      name: 'event_log_append',
      text: `insert into event_log (${columns})
       select ${columns} from rows from (jsonb_to_recordset($1::jsonb)
         as (event_id uuid, topic text, type text, subject text, part_id int, user_id uuid, version bigint, lists text[],
             public_type text, public_data jsonb, staff_data jsonb, superseded boolean, occurred_at timestamptz,
             correlation_id text, traceparent text)) with ordinality
         as r (event_id, topic, type, subject, part_id, user_id, version, lists, public_type, public_data,
               staff_data, superseded, occurred_at, correlation_id, traceparent, n) order by n
       on conflict (event_id) do nothing`,
      values: [JSON.stringify(rows)],
    });
  }

  /** The newest version logged of each of these aggregates of a topic. */
  async newestVersions(
    tx: Tx,
    topic: string,
    subjects: readonly string[],
  ): Promise<Map<string, number>> {
    if (subjects.length === 0) return new Map();
    const rows = await tx.query<{ subject: string; version: string }>({
      name: 'event_log_newest_versions',
      text: `select subject, max(version) as version from event_log
              where subject = any($2::text[]) and topic = $1 and version is not null group by subject`,
      values: [topic, subjects],
    });
    return new Map(rows.map((row) => [row.subject, Number(row.version)]));
  }

  async head(): Promise<number> {
    const rows = await this.db.query<{ seq: string }>('select max(seq) as seq from event_log');
    return Number(rows[0]?.seq ?? 0);
  }

  async after(position: number, limit: number): Promise<LogEntry[]> {
    const rows = await this.db.query<Row>({
      name: 'event_log_after',
      text: `select ${COLUMNS} from event_log where seq > $1 order by seq limit $2`,
      values: [position, limit],
    });
    return rows.map(toEntry);
  }

  async eventIdAt(position: number): Promise<string | null> {
    const rows = await this.db.query<{ event_id: string }>(
      'select event_id from event_log where seq = $1',
      [position],
    );
    return rows[0]?.event_id ?? null;
  }

  /** Position of an event, or null when the log doesn't hold it (any more). */
  async positionOf(eventId: string): Promise<number | null> {
    const rows = await this.db.query<{ seq: string }>(
      'select seq from event_log where event_id = $1',
      [eventId],
    );
    return rows[0] ? Number(rows[0].seq) : null;
  }

  /** Whether the log holds an event of one of the types about the subject at or after a time. */
  async holdsSince(subject: string, types: readonly string[], since: Date): Promise<boolean> {
    const rows = await this.db.query(
      `select 1 from event_log where subject = $1 and type = any($2::text[]) and occurred_at >= $3 limit 1`,
      [subject, types, since],
    );
    return rows.length > 0;
  }

  /** Entries in `(after, upTo]` that are of interest, oldest first, at most `limit`. */
  async missed(
    range: { after: number; upTo: number },
    interest: Interest,
    limit: number,
  ): Promise<LogEntry[]> {
    const rows = await this.db.query<Row>(
      `select ${COLUMNS} from event_log
        where seq > $1 and seq <= $2
          and (part_id = any($3::int[]) or lists && $4::text[] or topic = any($5::text[])
               or user_id = any($6::uuid[]))
        order by seq limit $7`,
      [
        range.after,
        range.upTo,
        interest.parts,
        interest.lists,
        interest.topics,
        interest.users,
        limit,
      ],
    );
    return rows.map(toEntry);
  }

  /** A page of the log for staff, newest first. */
  async newest(filter: LogFilter, limit: number): Promise<LogEntry[]> {
    const values: unknown[] = [];
    const wheres: string[] = [];
    const where = (condition: string, value: unknown) => {
      if (value === undefined) return;
      values.push(value);
      wheres.push(`${condition} $${values.length}`);
    };
    where('topic =', filter.topic);
    where('type =', filter.type);
    where('subject =', filter.subject);
    where('occurred_at >=', filter.from);
    where('seq <', filter.before);
    const condition = wheres.length > 0 ? `where ${wheres.join(' and ')}` : '';
    values.push(limit);
    const rows = await this.db.query<Row>(
      `select ${COLUMNS} from event_log ${condition} order by seq desc limit $${values.length}`,
      values,
    );
    return rows.map(toEntry);
  }

  /**
   * Drops what is older than `hours` or beyond the newest `maxRows`, always the oldest positions
   * first, so that whatever is held has everything after it held too, and notes how far it went.
   * @returns how many entries went.
   */
  async prune(hours: number, maxRows: number): Promise<number> {
    const rows = await this.db.query<{ gone: string }>(
      `with bound as (
         select greatest(
           coalesce((select max(seq) from event_log
                      where recorded_at < clock_timestamp() - make_interval(secs => $1 * 3600)), 0),
           coalesce((select seq from event_log order by seq desc offset $2 limit 1), 0)) as seq
       ), gone as (
         delete from event_log using bound where event_log.seq <= bound.seq returning 1
       ), noted as (
         update event_log_cut set up_to = bound.seq from bound where up_to < bound.seq
       )
       select count(*) as gone from gone`,
      [hours, maxRows],
    );
    return Number(rows[0]?.gone ?? 0);
  }
}

function toEntry(row: Row): LogEntry {
  return {
    seq: Number(row.seq),
    eventId: row.event_id,
    topic: row.topic,
    type: row.type,
    subject: row.subject,
    partId: row.part_id,
    userId: row.user_id,
    version: row.version === null ? null : Number(row.version),
    lists: row.lists,
    publicType: row.public_type,
    publicData: row.public_data,
    staffData: row.staff_data,
    superseded: row.superseded,
    occurredAt: row.occurred_at.toISOString(),
    correlationId: row.correlation_id,
    traceparent: row.traceparent,
  };
}
