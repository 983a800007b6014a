import { Controller } from '@nestjs/common';
import { PartCreated, type EventData } from '@tandem/contracts';
import { NeverAgain, OnEventBatch, type BatchContext, type HandledEvent } from '@tandem/messaging';
import { lockFeed } from './feed-store.js';
import { announceLevels } from './level-store.js';
import { linkParts } from './take-levels.js';

/** Parts whose SKUs the warehouse has named before are linked, and their levels announced. */
@Controller()
export class PartCreatedConsumer {
  @NeverAgain('Staff may have undone the link since.')
  @OnEventBatch(PartCreated)
  async partsCreated(events: readonly HandledEvent[], { tx }: BatchContext): Promise<void> {
    // A page that is being taken might name a SKU and not see its part yet.
    await lockFeed(tx, 'for share');
    const skus = events.map(({ data }) => (data as EventData<typeof PartCreated>).sku);
    const known = await tx.query<{ sku: string }>({
      name: 'warehouse_levels_known',
      text: 'select sku from warehouse_levels where sku = any (array(select unnest($1::text[])))',
      values: [skus],
    });
    const named = known.map(({ sku }) => sku);
    if (named.length > 0) await announceLevels(tx, await linkParts(tx, named));
  }
}
