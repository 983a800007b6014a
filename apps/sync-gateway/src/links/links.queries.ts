import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, type Page } from '@tandem/kernel';
import { STOCK_SOURCES } from '@tandem/contracts';
import { Database } from '@tandem/persistence';
import type { LinksQuery, LinkView } from './links.dto.js';

type Row = Omit<LinkView, 'linked_at' | 'unlinked_at'> & {
  linked_at: Date;
  unlinked_at: Date | null;
};

/** A row, or none of them beside what is told of all. */
type Told = { is_common: boolean } & (Row | { id: null });

/** No number of a part is longer. */
const PART_ID = /^[1-9]\d{0,8}$/;
/** So many links are looked up by the beginning of their SKU; where it begins more, the newest of all soon have it. */
const MOST_LOOKED_UP = 60_000;
/** Behind every character that an SKU may go on with. */
const LAST = '\u{10ffff}';

const NARROWED = `l.system = any ($1::text[]) and (l.unlinked_at is null) = any ($2::boolean[])
    and ($3::timestamptz is null or (l.linked_at, l.id) < ($3::timestamptz, $4::uuid))`;

/** Links called `page`, as they are shown. */
const SHOWN = `l.id, l.system, l.external_id, g.name, l.part_id, l.sku, l.linked_at, l.linked_by, l.unlinked_at, l.unlinked_by`;
const OF_G2A = `left join g2a_products g on l.system = 'g2a' and g.id = l.external_id`;

/** Along the index of time. The SKU is compared as no index knows it: for a walk that is left soon, nothing else is worth it. */
const NEWEST = `
  select ${SHOWN}
    from (select l.* from product_links l
           where ${NARROWED} and ($6::text is null or l.external_id = $6 or l.part_id = $7::integer or starts_with(lower(l.sku), lower($6)))
           order by l.linked_at desc, l.id desc limit $5) l ${OF_G2A}
   order by l.linked_at desc, l.id desc`;

/**
 * All that \`q\` may mean is found in indexes that hold what it is narrowed and sorted by, and only the links of the page are
 * read. One row says whether too many SKUs begin so, even if it has no link.
 */
const NAMED = `
  with begun as materialized (
    select l.linked_at, l.id from product_links l
     where ${NARROWED} and lower(l.sku) collate "C" >= lower($6) and lower(l.sku) collate "C" < lower($6) || $8
     limit ${MOST_LOOKED_UP + 1}),
  about as (select count(*) > ${MOST_LOOKED_UP} as is_common from begun),
  page as (
    select linked_at, id from begun where not (select is_common from about)
    union select l.linked_at, l.id from product_links l where ${NARROWED} and l.external_id = $6
    union select l.linked_at, l.id from product_links l where ${NARROWED} and l.part_id = $7::integer
    order by linked_at desc, id desc limit $5)
  select about.is_common, s.* from about left join (
    select ${SHOWN} from page join product_links l using (id) ${OF_G2A}) s on not about.is_common
   order by s.linked_at desc, s.id desc`;

/** What staff see of links, newest first. */
@Injectable()
export class LinkQueries {
  constructor(private readonly database: Database) {}

  async list(query: LinksQuery): Promise<Page<LinkView>> {
    const { limit } = query;
    const rows = (query.q && (await this.named(query, query.q))) || (await this.newest(query));
    const items = rows.slice(0, limit).map(({ linked_at, unlinked_at, ...row }) => ({
      ...row,
      linked_at: linked_at.toISOString(),
      unlinked_at: unlinked_at?.toISOString() ?? null,
    }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    const next_cursor = last ? encodeCursor({ linked_at: last.linked_at, id: last.id }) : null;
    return { items, next_cursor };
  }

  private newest(query: LinksQuery): Promise<Row[]> {
    return this.database.query<Row>(NEWEST, [...narrowed(query), query.q ?? null, partOf(query.q)]);
  }

  /** Null: so many SKUs begin so that the newest links of all soon have it. */
  private async named(query: LinksQuery, q: string): Promise<Row[] | null> {
    const told = await this.database.query<Told>(NAMED, [
      ...[...narrowed(query), q, partOf(q), LAST],
    ]);
    if (told[0]!.is_common) return null;
    return told.flatMap(({ is_common: _, ...row }) => (row.id === null ? [] : [row as Row]));
  }
}

function narrowed({ system, state, limit, cursor }: LinksQuery): unknown[] {
  const place = decodeCursor(cursor, { linked_at: 'time', id: 'uuid' });
  return [
    system ? [system] : STOCK_SOURCES,
    state ? [state === 'linked'] : [true, false],
    ...[place?.linked_at ?? null, place?.id ?? null, limit + 1],
  ];
}

const partOf = (q: string | undefined): number | null =>
  q !== undefined && PART_ID.test(q) ? Number(q) : null;
