import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { HandlesJob, Jobs, TryLater } from '@tandem/jobs';
import { DomainError } from '@tandem/kernel';
import type { Tx } from '@tandem/persistence';
import type { RecordedChange } from './announce-part.js';
import { UpdatesShop } from './content-cache.js';
import { ContentWriter, type PartChange } from './content-writer.js';
import { planSwitches, PriceSwitch } from './plan-switches.js';

const SUMMARY = { on: 'The sale began', over: 'The sale ended' } as const;
const BY_PLAN = { id: null, name: null };
/** Somebody is writing the part at this moment. */
const AGAIN_MS = 100;

/**
 * Begins and ends sales. Nobody is charged or shown a former price when this is late, as both go by the clock: it makes the
 * switch a version and an event, so that open pages and lists sorted by price follow.
 */
@Injectable()
export class SwitchPrices {
  constructor(
    private readonly writer: ContentWriter,
    private readonly jobs: Jobs,
    readonly cache: VersionedCache,
  ) {}

  @HandlesJob(PriceSwitch)
  async switchPrice({ part_id }: { part_id: number }): Promise<void> {
    try {
      await this.switch(part_id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'write_in_flight') throw new TryLater(AGAIN_MS, { counted: false });
      // Deleted: a part that is restored plans its switches anew.
      if (error.kind !== 'not_found') throw error;
    }
  }

  @UpdatesShop()
  private switch(id: number): Promise<PartChange> {
    return this.writer.change({ id, editor: BY_PLAN }, async (tx) => {
      const change = await this.note(tx, id);
      // Not due yet by the clock of the database, or planned anew.
      if (!change) await planSwitches(tx, this.jobs, [id]);
      return change;
    });
  }

  private async note(tx: Tx, id: number): Promise<RecordedChange | null> {
    const [switched] = await tx.query<{ sale_state: keyof typeof SUMMARY }>(
      `update parts set sale_state = sale_state_of(sale_from, sale_until), version = version + 1,
              updated_by = null, updated_by_name = null, updated_at = clock_timestamp()
        where id = $1 and sale_state <> sale_state_of(sale_from, sale_until) returning sale_state`,
      [id],
    );
    if (!switched) return null;
    return { event: 'price.updated', changed: ['price'], summary: SUMMARY[switched.sale_state] };
  }
}
