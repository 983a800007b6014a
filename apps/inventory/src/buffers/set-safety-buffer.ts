import { Injectable } from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import { versionConflict } from '@tandem/kernel';
import { outbox } from '@tandem/messaging';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { followSources } from '../sources/follow-sources.js';
import { partNotFound } from '../stock/errors.js';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { stockEvents } from '../stock/stock-events.js';
import type { StockChange } from '../stock/stock-level.js';
import { lockStock } from '../stock/stock-store.js';
import { readBuffer } from './buffer-store.js';
import { notCountedOutside } from './errors.js';
import type { SafetyBufferDto } from './safety-buffers.dto.js';

export interface WantedBuffer {
  partId: number;
  /** Null takes the part's own buffer back: then that of its category counts. */
  pieces: number | null;
  /** Decided on what was shown then. */
  version: number | undefined;
  by: { id: string; name: string };
}

interface BufferSet {
  buffer: SafetyBufferDto;
  changes: StockChange[];
}

/**
 * Staff keep pieces of a part back that an outside system counts. It takes effect in the same transaction, under the lock
 * under which figures, sales and holds meet.
 */
@Injectable()
export class SetSafetyBuffer {
  constructor(
    private readonly database: Database,
    readonly cache: VersionedCache,
  ) {}

  /** @throws DomainError 404; 409 when nobody outside counts the part, or the buffer has changed since it was read. */
  @CacheInvalidate({
    effects: ({ changes }: BufferSet, _wanted: WantedBuffer) => stockCacheEffects(changes),
  })
  setBuffer(wanted: WantedBuffer): Promise<BufferSet> {
    return transaction(this.database, (tx) => this.setWithin(tx, wanted));
  }

  private async setWithin(
    tx: Tx,
    { partId, pieces, version, by }: WantedBuffer,
  ): Promise<BufferSet> {
    const level = (await lockStock(tx, [partId], 'wait')).get(partId);
    if (!level) throw partNotFound(partId);
    if (level.source === null) throw notCountedOutside();
    const current = await readBuffer(tx, partId);
    if (version !== undefined && version !== current.version) throw versionConflict(current);
    // Taking back what is not there changes nothing.
    if (pieces === null && current.own_pieces === null) return { buffer: current, changes: [] };
    await tx.execute(
      `insert into safety_buffers as b (part_id, pieces, updated_by, updated_by_name) values ($1, $2, $3, $4)
       on conflict (part_id) do update set pieces = excluded.pieces, version = b.version + 1,
         updated_at = clock_timestamp(), updated_by = excluded.updated_by, updated_by_name = excluded.updated_by_name`,
      [partId, pieces, by.id, by.name],
    );
    const changes = await followSources(tx, [partId], { reason: 'safety buffer', by });
    await outbox.addMany(tx, stockEvents(changes));
    return { buffer: await readBuffer(tx, partId), changes };
  }
}
