import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { CartEntry } from '@tandem/contracts';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { guest } from '../guests/owner.js';

/** What a guest has not touched for as long as the cookie lives can be reached by nobody any more. */
@Injectable()
export class ForgetIdleGuests {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
    private readonly config: OrderConfig,
  ) {}

  @Retains({ name: 'forget-idle-guests', title: 'Remove idle carts and wishlists of guests' })
  kept(): Kept[] {
    const idle = {
      since: 'updated_at',
      where: `owner_kind = 'guest'`,
      for: keptFor(this.config, 'guestCartDays'),
    };
    return [
      {
        table: 'carts',
        ...idle,
        remove: async (_seconds, atOnce) => {
          const carts = await this.removeCarts(atOnce);
          await this.cache.invalidate(
            carts.map(({ owner_id, version }) => ({
              key: CartEntry.key(guest(owner_id)),
              version: version + 1,
            })),
          );
          return carts.length;
        },
      },
      { table: 'wishlists', ...idle },
    ];
  }

  /** Items go with their cart. One that somebody changes right now is not idle. */
  private removeCarts(atOnce: number): Promise<{ owner_id: string; version: number }[]> {
    return this.database.query<{ owner_id: string; version: number }>(
      `delete from carts where owner_kind = 'guest' and owner_id in (
         select owner_id from carts
          where owner_kind = 'guest' and updated_at < clock_timestamp() - make_interval(days => $1)
          limit $2 for update skip locked)
       returning owner_id, version::float8`,
      [this.config.guestCartDays, atOnce],
    );
  }
}
