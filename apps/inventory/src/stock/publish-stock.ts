import { publishSnapshot } from '@tandem/messaging';
import { withDatabase } from '@tandem/persistence';
import { stockState } from './stock-events.js';
import { readStockAfter } from './stock-store.js';

/**
 * Tells on `tandem.inventory.stock` how the stock of every live part is, for consumers that came later. Needs a running
 * service, whose relay publishes it.
 * @returns of how many parts.
 */
export async function snapshot({ databaseUrl }: { databaseUrl: string }): Promise<number> {
  const options = {
    url: databaseUrl,
    schema: 'inventory',
    applicationName: 'inventory-snapshot',
    poolSize: 1,
  };
  return withDatabase(options, (database) =>
    publishSnapshot(database, async (tx, after, size) => {
      const levels = await readStockAfter(tx, after, size);
      return { events: levels.map(stockState), last: levels.at(-1)?.part_id ?? null };
    }),
  );
}
