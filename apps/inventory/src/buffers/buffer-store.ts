import type { Queryable } from '@tandem/persistence';
import { partNotFound } from '../stock/errors.js';
import type { SafetyBufferDto } from './safety-buffers.dto.js';

/** @throws DomainError 404 for a part that is unknown or deleted. */
export async function readBuffer(db: Queryable, partId: number): Promise<SafetyBufferDto> {
  const [row] = await db.query<{
    pieces: number | null;
    version: number | null;
    updated_at: Date | null;
    updated_by_name: string | null;
  }>(
    `select b.pieces, b.version, b.updated_at, b.updated_by_name
       from catalog.part_refs r left join safety_buffers b on b.part_id = r.id
      where r.id = $1 and r.deleted_at is null`,
    [partId],
  );
  if (!row) throw partNotFound(partId);
  return {
    part_id: partId,
    pieces: row.pieces ?? 0,
    version: row.version ?? 0,
    updated_at: row.updated_at?.toISOString() ?? null,
    updated_by_name: row.updated_by_name,
  };
}
