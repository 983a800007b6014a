import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { HandlesJob, Jobs, TryLater, type RunningJob } from '@tandem/jobs';
import { DomainError } from '@tandem/kernel';
import { Database, type Tx } from '@tandem/persistence';
import { eventFor, type RecordedChange } from './announce-part.js';
import { UpdatesShop } from './content-cache.js';
import { ContentWriter, type PartChange } from './content-writer.js';
import { planSwitches, PriceSwitch } from './plan-switches.js';
import { tellPlanner, TOLD_AT_ATTEMPT } from './tell-author.js';

const PUBLISHED = 'Published as planned';
const SUMMARY = { on: 'The sale began', over: 'The sale ended' } as const;
const BY_PLAN = { id: null, name: null };
interface Switched {
  published: boolean;
  priced: boolean;
  sale_state: keyof typeof SUMMARY | null;
}

/** Somebody is writing the part at this moment. */
const AGAIN_MS = 100;

/**
 * Begins and ends sales, and publishes what is scheduled. Nobody is charged or shown a former price when this is late, as both go by the clock: it makes the
 * switch a version and an event, so that open pages and lists sorted by price follow.
 */
@Injectable()
export class SwitchPrices {
  constructor(
    private readonly database: Database,
    private readonly writer: ContentWriter,
    private readonly jobs: Jobs,
    readonly cache: VersionedCache,
  ) {}

  @HandlesJob(PriceSwitch)
  async switchPrice({ part_id }: { part_id: number }, { attempt }: RunningJob): Promise<void> {
    try {
      await this.switch(part_id);
    } catch (error) {
      const { code, kind } = error instanceof DomainError ? error : {};
      if (code === 'write_in_flight') throw new TryLater(AGAIN_MS, { counted: false });
      // Deleted: a part that is restored plans its switches anew.
      if (kind === 'not_found') return;
      if (attempt === TOLD_AT_ATTEMPT) await tellPlanner(this.database, part_id);
      throw error;
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
    const [switched] = await tx.query<Switched>(
      `with due as (
         select id, coalesce(publish_at <= clock_timestamp(), false) as published, sale_state_of(sale_from, sale_until) as now
           from parts where id = $1)
       update parts p set sale_state = d.now, version = p.version + 1,
              status = case when d.published then 'active' else p.status end,
              publish_at = case when d.published then null else p.publish_at end,
              updated_by = null, updated_by_name = null, updated_at = clock_timestamp()
         from due d, parts before
        where p.id = d.id and before.id = d.id and (d.published or p.sale_state <> d.now)
       returning d.published, coalesce(before.sale_state <> d.now, false) as priced, p.sale_state`,
      [id],
    );
    if (!switched) return null;
    const { published, priced, sale_state } = switched;
    const changed = [...(published ? ['status'] : []), ...(priced ? ['price'] : [])];
    const said = [published ? PUBLISHED : null, priced ? SUMMARY[sale_state!] : null];
    return { event: eventFor(changed), changed, summary: said.filter(Boolean).join('. ') };
  }
}
