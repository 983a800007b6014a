import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, type Page } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type { BufferKind, SafetyBufferItemDto, SafetyBuffersQuery } from './safety-buffers.dto.js';

/* Each half reads no more than a page of its own. A part that nobody outside counts any more keeps nothing back. */
const BUFFERS = `
select kind, id, part_id, sku, category_id, category_name, pieces, version, updated_at, updated_by_name from (
  (select 'category' as kind, b.category_id::text as id, null::int as part_id, null::text as sku, b.category_id,
          k.name as category_name, b.pieces, b.version, b.updated_at, b.updated_by_name
     from category_buffers b join catalog.category_refs k on k.id = b.category_id
    where b.pieces is not null and coalesce($4::text, 'category') = 'category'
      and ($1::timestamptz is null or (b.updated_at, b.category_id::text) < ($1, $2::text))
    order by b.updated_at desc, b.category_id::text desc limit $3)
  union all
  (select 'part', b.part_id::text, b.part_id, r.sku, null::uuid, null, b.pieces, b.version, b.updated_at, b.updated_by_name
     from safety_buffers b join catalog.part_refs r on r.id = b.part_id and r.deleted_at is null
     join stock_levels s on s.part_id = b.part_id and s.source is not null
    where b.pieces is not null and coalesce($4::text, 'part') = 'part'
      and ($1::timestamptz is null or (b.updated_at, b.part_id::text) < ($1, $2::text))
    order by b.updated_at desc, b.part_id::text desc limit $3)
) as kept order by updated_at desc, id desc limit $3`;

@Injectable()
export class SafetyBufferQueries {
  constructor(private readonly database: Database) {}

  /** What was changed last comes first. */
  async list({ kind, limit, cursor }: SafetyBuffersQuery): Promise<Page<SafetyBufferItemDto>> {
    const place = decodeCursor(cursor, { at: 'time', id: 'string' });
    const rows = await this.database.query<{
      kind: BufferKind;
      id: string;
      part_id: number | null;
      sku: string | null;
      category_id: string | null;
      category_name: string | null;
      pieces: number;
      version: number;
      updated_at: Date;
      updated_by_name: string;
    }>(BUFFERS, [place?.at ?? null, place?.id ?? null, limit + 1, kind ?? null]);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(({ id: _, updated_at, ...buffer }) => ({
        ...buffer,
        updated_at: updated_at.toISOString(),
      })),
      next_cursor: last ? encodeCursor({ at: last.updated_at.toISOString(), id: last.id }) : null,
    };
  }
}
