import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, type Page } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type { LinksQuery, LinkView } from './links.dto.js';

type Row = Omit<LinkView, 'linked_at' | 'unlinked_at'> & {
  linked_at: Date;
  unlinked_at: Date | null;
};

/** No number of a part is longer. */
const PART_ID = /^[1-9]\d{0,8}$/;
/** Behind every character that an SKU may go on with. */
const LAST = '\u{10ffff}';

/** What staff see of links, newest first. */
@Injectable()
export class LinkQueries {
  constructor(private readonly database: Database) {}

  async list({ system, state, q, limit, cursor }: LinksQuery): Promise<Page<LinkView>> {
    const place = decodeCursor(cursor, { linked_at: 'time', id: 'uuid' });
    const rows = await this.database.query<Row>(
      `select l.id, l.system, l.external_id, g.name, l.part_id, l.sku, l.linked_at, l.linked_by, l.unlinked_at, l.unlinked_by
         from (select * from product_links l
        where ($1::text is null or l.system = $1)
          and ($2::text is null or (l.unlinked_at is null) = ($2 = 'linked'))
          and ($3::text is null or l.external_id = $3 or l.part_id = $7::integer
            or (lower(l.sku) collate "C" >= lower($3) and lower(l.sku) collate "C" < lower($3) || $8))
          and ($4::timestamptz is null or (l.linked_at, l.id) < ($4::timestamptz, $5::uuid))
        order by l.linked_at desc, l.id desc limit $6) l
         left join g2a_products g on l.system = 'g2a' and g.id = l.external_id
        order by l.linked_at desc, l.id desc`,
      [
        system ?? null,
        state ?? null,
        q ?? null,
        place?.linked_at ?? null,
        place?.id ?? null,
        limit + 1,
        q !== undefined && PART_ID.test(q) ? Number(q) : null,
        LAST,
      ],
    );
    const items = rows.slice(0, limit).map(({ linked_at, unlinked_at, ...row }) => ({
      ...row,
      linked_at: linked_at.toISOString(),
      unlinked_at: unlinked_at?.toISOString() ?? null,
    }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    const next_cursor = last ? encodeCursor({ linked_at: last.linked_at, id: last.id }) : null;
    return { items, next_cursor };
  }
}
