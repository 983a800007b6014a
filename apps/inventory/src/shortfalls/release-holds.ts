import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import { DueLoop } from '@tandem/jobs';
import { counter, logger } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { InventoryConfig } from '../config.js';
import { NOTHING, settle, type Settled } from '../reservations/settle.js';
import { stockCacheEffects } from '../stock/stock-cache.js';
import { lockLevels } from '../stock/stock-store.js';
import { chooseHolds, type Hold } from './choose-holds.js';
import { countReleased, newestHolds, openMissing } from './shortfall-statements.js';

/** How many holds are looked at in one transaction at most. */
const HOLDS_AT_ONCE = 100;

const log = logger('shortfalls');
const released = counter('inventory_holds_released', {
  unit: '{reservation}',
  description: 'Reservations that ended because their pieces are not there',
});

/**
 * The rule for pieces that are held and are not there: the newest holds of unpaid orders go first, as if their time had run
 * out, and their orders are told why. An order that is paid all the same is decided as any late one: it gets its pieces if they are free, else its money.
 * A very young hold may be of an order that is being paid from the balance at this moment, so its part waits until it has been.
 */
@Injectable()
export class ReleaseHolds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: DueLoop;

  constructor(
    private readonly config: InventoryConfig,
    private readonly database: Database,
    readonly cache: VersionedCache,
  ) {
    this.loop = new DueLoop({
      name: 'shortfalls',
      idleMs: config.expiryIntervalMs,
      batch: 1,
      round: async () => (await this.releaseSome()).reservations.length,
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Reservations first and stock second, as in a commit: what is being committed now is passed over. */
  @CacheInvalidate({ effects: ({ changes }: Settled) => stockCacheEffects(changes) })
  async releaseSome(): Promise<Settled> {
    const done = await transaction(
      this.database,
      async (tx, rows) => this.release(tx, rows as unknown as Hold[]),
      newestHolds(HOLDS_AT_ONCE),
    );
    released.add(done.reservations.length);
    for (const { order_id } of done.reservations) {
      log.warn({ order_id }, 'a hold was released: its pieces are not there');
    }
    return done;
  }

  private async release(tx: Tx, holds: readonly Hold[]): Promise<Settled> {
    if (holds.length === 0) return NOTHING;
    const parts = new Set(holds.flatMap(({ lines }) => lines.map((line) => line.part_id)));
    await tx.query(lockLevels([...parts], 'wait'));
    // Only now: another figure may have come meanwhile.
    const missing = await tx.query<{ part_id: number; missing: number }>(openMissing([...parts]));
    const { chosen, freed } = chooseHolds(holds, missing, this.config.shortfallGraceMs);
    if (chosen.length === 0) return NOTHING;
    await tx.query(countReleased(freed));
    return settle(tx, chosen, 'expired', 'stock_lost');
  }
}
