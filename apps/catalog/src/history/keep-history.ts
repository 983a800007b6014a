import { Injectable } from '@nestjs/common';
import { keptCount, keptFor, Retains, type Kept } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { CatalogConfig } from '../config.js';
import { clearPrices } from './clear-prices.js';
import { clearVersions } from './clear-versions.js';
import { overdueByWalk, walkParts } from './walk-parts.js';

/** What parts once were and once cost: the newest of each part stay, and beyond them those of some days (decision 0167). */
@Injectable()
export class KeepHistory {
  constructor(
    private readonly database: Database,
    private readonly config: CatalogConfig,
  ) {}

  @Retains({ name: 'forget-part-history', title: 'Remove old versions and prices of parts' })
  kept(): Kept[] {
    const { database, config } = this;
    const versions = keptCount(config, 'versionsKept');
    const prices = keptCount(config, 'pricesKept');
    return [
      {
        table: 'part_content_versions',
        since: 'created_at',
        for: keptFor(config, 'versionDays'),
        atLeast: { ...versions, of: 'part' },
        overdue: overdueByWalk('part_content_versions'),
        remove: (seconds, atOnce) =>
          walkParts(database, 'part_content_versions', atOnce, {
            clear: clearVersions,
            newest: versions.count,
            seconds,
          }),
      },
      {
        table: 'part_prices',
        since: 'since',
        for: keptFor(config, 'priceDays'),
        atLeast: { ...prices, of: 'part' },
        overdue: overdueByWalk('part_prices'),
        remove: (seconds, atOnce) =>
          walkParts(database, 'part_prices', atOnce, {
            clear: clearPrices,
            newest: prices.count,
            seconds,
          }),
      },
    ];
  }
}
