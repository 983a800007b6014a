import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { CartEntry } from '@tandem/contracts';
import { Database } from '@tandem/persistence';
import type { Owner } from '../guests/owner.js';
import { CART_TTL_SECONDS } from './cart.js';

/** What the cache adds to the life of an entry at most. */
const JITTER = 1.1;
const AT_ONCE = 5_000;

type Changed = Owner & { version: number };

/**
 * An instance that dies between the commit of a cart and telling the cache leaves an old entry behind. Other instances
 * hear of the commit from the database; when there was none, the one that comes next looks, before it answers anybody,
 * which carts have changed in the time that an entry can live.
 */
@Injectable()
export class ForgetOldEntries implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // The memory of this process is empty still.
    if (this.cache.isLocal) return;
    let page = await this.changed(null);
    while (page.length > 0) {
      await this.cache.invalidate(
        page.map(({ version, ...owner }) => ({ key: CartEntry.key(owner), version })),
      );
      page = page.length < AT_ONCE ? [] : await this.changed(page.at(-1)!);
    }
  }

  private changed(after: Owner | null): Promise<Changed[]> {
    return this.database.query(
      `select owner_kind as kind, owner_id as id, version::float8 from carts
        where updated_at > clock_timestamp() - make_interval(secs => $1)
          and ($2::text is null or (owner_kind, owner_id) > ($2, $3::uuid))
        order by owner_kind, owner_id limit ${AT_ONCE}`,
      [CART_TTL_SECONDS * JITTER, after?.kind ?? null, after?.id ?? null],
    );
  }
}
