import { ContentUpdated } from '@tandem/contracts';
import { newEvent, publishSnapshot } from '@tandem/messaging';
import { withDatabase } from '@tandem/persistence';
import { ANNOUNCED_AS } from './announce-part.js';
import { readDocumentsAfter } from '../parts/part-document.js';

/**
 * Tells on `tandem.catalog.part` how every part is that is not deleted, for consumers that came later: a
 * `content.updated` in which nothing has changed. Needs a running service, whose relay publishes it.
 * @returns how many parts.
 */
export async function snapshot({ databaseUrl }: { databaseUrl: string }): Promise<number> {
  const options = {
    url: databaseUrl,
    schema: 'catalog',
    applicationName: 'catalog-snapshot',
    poolSize: 1,
  };
  return withDatabase(options, (database) =>
    publishSnapshot(database, async (tx, after, size) => {
      const parts = await readDocumentsAfter(tx, after, size);
      const events = parts.map(({ id, version, kind, status, content }) =>
        newEvent(ContentUpdated, {
          part_id: id,
          version,
          kind,
          sku: content.sku,
          status: ANNOUNCED_AS[status],
          changed: [],
          part: content,
          changed_by: null,
        }),
      );
      return { events, last: parts.at(-1)?.id ?? null };
    }),
  );
}
