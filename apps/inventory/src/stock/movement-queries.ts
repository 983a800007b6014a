import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, walkedPage } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { InventoryConfig } from '../config.js';
import { MOVEMENT, toMovement, type MovementRow, type StockMovement } from './movement.js';
import { movementsRemoved, type MovementPage } from './removed-movements.js';
import type { MovementsQuery } from './stock.dto.js';

export type PartMovement = StockMovement & { sku: string };

/** The most movements that a page looks at where no index knows all filters: behind that many it ends, and the next one goes on. */
const MOST_LOOKED_AT = 500;

/** Which movements an index has; `$9` is what it is looked up by. */
const INDEXES = {
  part: 'part_id = $9::int',
  actor: 'actor is not null and actor = $9::uuid',
  kind: `kind <> 'reservation_committed' and kind = $9::text`,
  time: 'true',
};
type Index = keyof typeof INDEXES;

/** Behind the place; of a part the ledger is in the order of ids and of time at once, as triggers keep it. */
const BEHIND = {
  part: 'id < $4::bigint and $3::timestamptz is not null order by id desc',
  time: `created_at >= $1 and (created_at, id) < ($3::timestamptz, $4::bigint) order by created_at desc, id desc`,
};

const walkOf = (index: Index): string => `
  select id, created_at, created_at >= $1 and created_at < $2 and ($6::int is null or part_id = $6)
      and ($7::text is null or kind = $7) and ($8::uuid is null or actor = $8) as fits
    from stock_movements where ${INDEXES[index]} and ${index === 'part' ? BEHIND.part : BEHIND.time} limit $5`;

interface Walked {
  id: string;
  created_at: Date;
  fits: boolean;
}

const BEGIN = new Date(0);
const END = new Date('9999-01-01T00:00:00Z');
const LAST_ID = '9223372036854775807';

@Injectable()
export class MovementQueries {
  constructor(
    private readonly database: Database,
    private readonly config: InventoryConfig,
  ) {}

  /** The ledger of all parts, newest first. The index of the rarest filter is walked, and a page may be short. */
  async list({
    from,
    to,
    limit,
    cursor,
    ...asked
  }: MovementsQuery): Promise<MovementPage<PartMovement>> {
    const place = decodeCursor(cursor, { at: 'time', id: 'bigint' });
    const { index, by } = rarest(asked);
    const compared = [
      index === 'part' ? null : (asked.part_id ?? null),
      index === 'kind' ? null : (asked.kind ?? null),
      index === 'actor' ? null : (asked.actor ?? null),
    ];
    const most =
      compared.some((filter) => filter !== null) || index === 'part' ? MOST_LOOKED_AT : limit + 1;
    const end = to ?? END;
    const period = [from ?? BEGIN, end, place?.at ?? end, place?.id ?? LAST_ID];
    const values = [...period, most, ...compared];
    const walked = await this.database.query<Walked>(
      walkOf(index),
      index === 'time' ? values : [...values, by],
    );
    const { shown, end: last } = walkedPage(walked, limit, most);
    return {
      items: await this.shown(shown.map(({ id }) => id)),
      next_cursor: last && encodeCursor({ at: last.created_at.toISOString(), id: last.id }),
      removed: await movementsRemoved(this.database, this.config.movementDays),
    };
  }

  private async shown(ids: readonly string[]): Promise<PartMovement[]> {
    const rows = await this.database.query<MovementRow & { sku: string }>(
      `select ${MOVEMENT}, r.sku from unnest($1::bigint[]) with ordinality w (id, n)
         join stock_movements m on m.id = w.id join catalog.part_refs r on r.id = m.part_id order by w.n`,
      [ids],
    );
    return rows.map((row) => ({ ...toMovement(row), sku: row.sku }));
  }
}

function rarest({ part_id, kind, actor }: Pick<MovementsQuery, 'part_id' | 'kind' | 'actor'>): {
  index: Index;
  by?: number | string;
} {
  if (part_id !== undefined) return { index: 'part', by: part_id };
  if (actor !== undefined) return { index: 'actor', by: actor };
  if (kind !== undefined && kind !== 'reservation_committed') return { index: 'kind', by: kind };
  return { index: 'time' };
}
