import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { CartEntry } from '@tandem/contracts';
import { HandlesJob, defineRecurringJob } from '@tandem/jobs';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { guest } from '../guests/owner.js';

const HOUR_MS = 3_600_000;
const AT_ONCE = 1_000;

const log = logger('carts');

const ForgetGuests = defineRecurringJob({
  name: 'forget-idle-guests',
  title: 'Remove idle carts and wishlists of guests',
  everyMs: HOUR_MS,
});

/** What a guest has not touched for as long as the cookie lives can be reached by nobody any more. */
@Injectable()
export class ForgetIdleGuests {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
    private readonly config: OrderConfig,
  ) {}

  @HandlesJob(ForgetGuests)
  async forget(): Promise<void> {
    const carts = await this.remove('carts');
    await this.cache.invalidate(
      carts.map(({ owner_id, version }) => ({
        key: CartEntry.key(guest(owner_id)),
        version: version + 1,
      })),
    );
    const wishlists = await this.remove('wishlists');
    if (carts.length + wishlists.length > 0) {
      log.info(
        { carts: carts.length, wishlists: wishlists.length },
        'idle carts and wishlists of guests were removed',
      );
    }
  }

  /** Items go with their list. A list that somebody changes right now is not idle. */
  private async remove(
    table: 'carts' | 'wishlists',
  ): Promise<{ owner_id: string; version: number }[]> {
    const rows = await this.database.query<{ owner_id: string; version: number }>(
      `delete from ${table} where owner_kind = 'guest' and owner_id in (
         select owner_id from ${table}
          where owner_kind = 'guest' and updated_at < clock_timestamp() - make_interval(days => $1)
          limit ${AT_ONCE} for update skip locked)
       returning owner_id, version::float8`,
      [this.config.guestCartDays],
    );
    return rows;
  }
}
