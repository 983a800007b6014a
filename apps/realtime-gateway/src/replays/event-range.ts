import { invalidField } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type { PastEvent } from '@tandem/messaging';

/** Which events of the log. */
export interface EventRange {
  topic?: string | undefined;
  type?: string | undefined;
  subject?: string | undefined;
  /** When they were committed: from the first on, before the second. */
  from?: Date | undefined;
  to?: Date | undefined;
  /** Events of the log: from the first on, up to the second. */
  from_event?: string | undefined;
  to_event?: string | undefined;
}

/** Positions of the log: after the first, up to the second. */
export interface Bounds {
  after: string;
  upTo: string;
}

export interface CountedType {
  type: string;
  events: number;
  oldest: Date;
  newest: Date;
  first: string;
  last: string;
}

interface Row {
  seq: string;
  event_id: string;
  type: string;
  topic: string;
  subject: string;
  occurred_at: Date;
  correlation_id: string | null;
  data: string;
}

const FITS = `($3::text is null or topic = $3) and ($4::text is null or type = $4) and ($5::text is null or subject = $5)`;
const fitting = ({ topic, type, subject }: EventRange) => [
  topic ?? null,
  type ?? null,
  subject ?? null,
];

/** How many there are of each type, in the order of the log's retention: some 100,000 rows are looked at, at most. */
export async function countByType(db: Database, range: EventRange): Promise<CountedType[]> {
  const { after, upTo } = await boundsOf(db, range);
  return db.query<CountedType>(
    `select type, count(*)::int as events, min(occurred_at) as oldest, max(occurred_at) as newest, min(seq) as first,
            max(seq) as last
       from event_log
      where seq > $1 and seq <= $2 and ${FITS}
        and ($6::timestamptz is null or occurred_at >= $6) and ($7::timestamptz is null or occurred_at < $7)
      group by type order by events desc, type`,
    [after, upTo, ...fitting(range), range.from ?? null, range.to ?? null],
  );
}

/** The next ones, oldest first: so many, and no more than fit into one call. */
export async function nextEvents(
  db: Database,
  { after, upTo }: Bounds,
  range: EventRange,
  most: { events: number; bytes: number },
): Promise<{ events: PastEvent[]; position: string | null }> {
  const rows = await db.query<Row>(
    `select seq, event_id, type, topic, subject, occurred_at, correlation_id, staff_data::text as data from event_log
      where seq > $1 and seq <= $2 and ${FITS}
        and ($6::timestamptz is null or occurred_at >= $6) and ($7::timestamptz is null or occurred_at < $7)
      order by seq limit $8`,
    [after, upTo, ...fitting(range), range.from ?? null, range.to ?? null, most.events],
  );
  let bytes = 0;
  const fit = rows.filter(
    ({ data }, at) => (bytes += Buffer.byteLength(data)) <= most.bytes || at === 0,
  );
  const events = fit.map(({ event_id, occurred_at, seq: _, ...event }) => ({
    ...event,
    id: event_id,
    time: occurred_at.toISOString(),
  }));
  return { events, position: fit.at(-1)?.seq ?? null };
}

async function boundsOf(db: Database, { from_event, to_event }: EventRange): Promise<Bounds> {
  const after = from_event && (await positionOf(db, 'from_event', from_event));
  const upTo = to_event && (await positionOf(db, 'to_event', to_event));
  const [head] = await db.query<{ seq: string }>(
    'select coalesce(max(seq), 0) as seq from event_log',
  );
  return {
    after: after ? String(BigInt(after) - 1n) : '0',
    upTo: upTo || head!.seq,
  };
}

async function positionOf(db: Database, field: string, id: string): Promise<string> {
  const [row] = await db.query<{ seq: string }>('select seq from event_log where event_id = $1', [
    id,
  ]);
  if (!row) throw invalidField(field, 'is no event that the log holds');
  return row.seq;
}
