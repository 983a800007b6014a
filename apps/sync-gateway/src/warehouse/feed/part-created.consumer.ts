import { Controller } from '@nestjs/common';
import { PartCreated, type EventData } from '@tandem/contracts';
import { OnEvent, type EventContext } from '@tandem/messaging';
import { lockFeed } from './feed-store.js';
import { announceLevels } from './level-store.js';
import { linkParts } from './take-levels.js';

/** A part whose SKU the warehouse has named before is linked, and its level announced. */
@Controller()
export class PartCreatedConsumer {
  @OnEvent(PartCreated)
  async partCreated({ sku }: EventData<typeof PartCreated>, { tx }: EventContext): Promise<void> {
    // A page that is being taken might name the SKU and not see the part yet.
    await lockFeed(tx, 'for share');
    const known = await tx.query<{ sku: string }>({
      name: 'warehouse_level_known',
      text: 'select sku from warehouse_levels where sku = $1',
      values: [sku],
    });
    if (known.length > 0) await announceLevels(tx, await linkParts(tx, [sku]));
  }
}
