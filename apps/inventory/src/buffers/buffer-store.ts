import { notFound } from '@tandem/kernel';
import type { Queryable } from '@tandem/persistence';
import { KEPT_BACK, KEPT_BACK_FROM } from '../sources/kept-back.js';
import { partNotFound } from '../stock/errors.js';
import type { CategoryBufferDto, SafetyBufferDto } from './safety-buffers.dto.js';

/** @throws DomainError 404 for a part that is unknown or deleted. */
export async function readBuffer(db: Queryable, partId: number): Promise<SafetyBufferDto> {
  const [row] = await db.query<{
    pieces: number;
    own_pieces: number | null;
    category_id: string | null;
    category_name: string | null;
    category_pieces: number | null;
    version: number | null;
    updated_at: Date | null;
    updated_by_name: string | null;
  }>(
    `select ${KEPT_BACK} as pieces, b.pieces as own_pieces, c.id as category_id, c.name as category_name,
            c.pieces as category_pieces, b.version, b.updated_at, b.updated_by_name
       from catalog.part_refs r ${KEPT_BACK_FROM}
      where r.id = $1 and r.deleted_at is null`,
    [partId],
  );
  if (!row) throw partNotFound(partId);
  const { category_id, category_name, category_pieces } = row;
  return {
    part_id: partId,
    pieces: row.pieces,
    own_pieces: row.own_pieces,
    category:
      category_id === null
        ? null
        : { id: category_id, name: category_name!, pieces: category_pieces! },
    version: row.version ?? 0,
    updated_at: row.updated_at?.toISOString() ?? null,
    updated_by_name: row.updated_by_name,
  };
}

/** @throws DomainError 404 */
export async function readCategoryBuffer(
  db: Queryable,
  categoryId: string,
): Promise<CategoryBufferDto> {
  const [row] = await db.query<{
    id: string;
    name: string;
    pieces: number | null;
    version: number | null;
    updated_at: Date | null;
    updated_by_name: string | null;
  }>(
    `select k.id, k.name, b.pieces, b.version, b.updated_at, b.updated_by_name
       from catalog.category_refs k left join category_buffers b on b.category_id = k.id where k.id = $1`,
    [categoryId],
  );
  if (!row) throw notFound('category', categoryId);
  return {
    category_id: row.id,
    category_name: row.name,
    pieces: row.pieces,
    version: row.version ?? 0,
    updated_at: row.updated_at?.toISOString() ?? null,
    updated_by_name: row.updated_by_name,
  };
}
