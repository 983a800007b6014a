import { Controller } from '@nestjs/common';
import { PartCreated, type EventData } from '@tandem/contracts';
import { OnEvent, type EventContext } from '@tandem/messaging';
import { linkNew } from '../../links/link-store.js';
import { productOfSku } from './product-news.js';
import { tellStock } from './stock-store.js';

/** A part that the catalogue has made of a product is linked to it, and starts with the stock that is known. */
@Controller()
export class PartOfProductConsumer {
  @OnEvent(PartCreated)
  async partCreated(
    { part_id, sku }: EventData<typeof PartCreated>,
    { tx }: EventContext,
  ): Promise<void> {
    const id = productOfSku(sku);
    if (id === null) return;
    const known = await tx.query<{ id: string }>('select id from g2a_products where id = $1', [id]);
    if (known.length === 0) return;
    const linked = await linkNew(tx, 'g2a', [{ external_id: id, part_id, sku }]);
    if (linked.length > 0) await tellStock(tx, [id]);
  }
}
