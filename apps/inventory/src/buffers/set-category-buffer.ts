import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { versionConflict } from '@tandem/kernel';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { readCategoryBuffer } from './buffer-store.js';
import { followCategory } from './follow-category.job.js';
import type { CategoryBufferDto } from './safety-buffers.dto.js';

export interface WantedCategoryBuffer {
  categoryId: string;
  /** Null takes it back: then that of the next category above counts. */
  pieces: number | null;
  /** Decided on what was shown then. */
  version: number | undefined;
  by: { id: string; name: string };
}

/**
 * Staff keep pieces back of each part of a category, and of those below it, that an outside system counts and that has
 * nothing nearer. The levels follow in a job that the same transaction queues: a category may have very many parts.
 */
@Injectable()
export class SetCategoryBuffer {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** @throws DomainError 404; 409 when the buffer has changed since it was read. */
  setBuffer(wanted: WantedCategoryBuffer): Promise<CategoryBufferDto> {
    return transaction(this.database, (tx) => this.setWithin(tx, wanted));
  }

  private async setWithin(
    tx: Tx,
    { categoryId, pieces, version, by }: WantedCategoryBuffer,
  ): Promise<CategoryBufferDto> {
    // The first one of a category has no row to lock yet.
    await tx.query(`select pg_advisory_xact_lock(hashtext('tandem/inventory/category-buffers'))`);
    const current = await readCategoryBuffer(tx, categoryId);
    if (version !== undefined && version !== current.version) throw versionConflict(current);
    if (pieces === null && current.pieces === null) return current;
    await tx.execute(
      `insert into category_buffers as b (category_id, pieces, updated_by, updated_by_name) values ($1, $2, $3, $4)
       on conflict (category_id) do update set pieces = excluded.pieces, version = b.version + 1,
         updated_at = clock_timestamp(), updated_by = excluded.updated_by, updated_by_name = excluded.updated_by_name`,
      [categoryId, pieces, by.id, by.name],
    );
    await followCategory(this.jobs, tx, current.category_id);
    return readCategoryBuffer(tx, categoryId);
  }
}
