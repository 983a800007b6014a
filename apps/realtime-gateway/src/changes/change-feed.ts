import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@tandem/persistence';

/** One public change of a part. */
export interface Change {
  seq: number;
  type: string;
  part_id: number;
  version: number;
  occurred_at: string;
}

/** The same, with what it is called where it came from. */
export interface LoggedChange extends Change {
  event_id: string;
}

/** What is held after a position, as of one moment. */
export interface Held {
  changes: LoggedChange[];
  /** The newest position there is. */
  head: number;
  /** Nothing up to here is held any more. */
  cutUpTo: number;
}

interface Row {
  up_to: string;
  head: string;
  seq: string | null;
  event_id: string | null;
  type: string | null;
  part_id: number | null;
  version: string | null;
  occurred_at: Date | null;
}

/**
 * Reads the event log as everybody may: what pages of the shop are told of parts, and nothing of anybody's own. The order of
 * positions is the order in which they became visible (decision 0007), so nothing ever appears before what was read.
 */
@Injectable()
export class ChangeFeed {
  constructor(private readonly db: Database) {}

  /**
   * Up to `limit` changes after a position; null: after the last one that has been dropped. All of the answer is of one
   * snapshot: asked one after the other, what is dropped in between would be a gap that nobody notices.
   */
  async after(
    position: number | null,
    limit: number,
    queryable: Queryable = this.db,
  ): Promise<Held> {
    const rows = await queryable.query<Row>(
      `select cut.up_to, newest.seq as head, change.*
         from event_log_cut cut
        cross join lateral (
          select greatest(cut.up_to, (select max(seq) from event_log)) as seq
        ) newest
         left join lateral (
           select seq, event_id, public_type as type, part_id, version, occurred_at from event_log
            where seq > coalesce($1::bigint, cut.up_to) and public_type is not null and part_id is not null
              and not superseded
            order by seq limit $2
         ) change on true
        order by change.seq`,
      [position, limit],
    );
    const { head, up_to } = rows[0]!;
    return { changes: rows.flatMap(toChange), head: Number(head), cutUpTo: Number(up_to) };
  }
}

function toChange({ seq, event_id, type, part_id, version, occurred_at }: Row): LoggedChange[] {
  if (
    seq === null ||
    event_id === null ||
    type === null ||
    part_id === null ||
    occurred_at === null
  )
    return [];
  return [
    {
      seq: Number(seq),
      event_id,
      type,
      part_id,
      version: Number(version),
      occurred_at: occurred_at.toISOString(),
    },
  ];
}
