import { Controller } from '@nestjs/common';
import { PartCreated, type EventData } from '@tandem/contracts';
import { NeverAgain, OnEventBatch, type BatchContext, type HandledEvent } from '@tandem/messaging';
import { linkNew } from '../../links/link-store.js';
import { productOfSku } from './product-news.js';
import { tellStock } from './stock-store.js';

/** Parts that the catalogue has made of products are linked to them, and start with the stock that is known. */
@Controller()
export class PartOfProductConsumer {
  @NeverAgain('Staff may have undone the link since.')
  @OnEventBatch(PartCreated)
  async partsCreated(events: readonly HandledEvent[], { tx }: BatchContext): Promise<void> {
    const made = events.flatMap(({ data }) => {
      const { part_id, sku } = data as EventData<typeof PartCreated>;
      const id = productOfSku(sku);
      return id === null ? [] : [{ external_id: id, part_id, sku }];
    });
    if (made.length === 0) return;
    const known = await tx.query<{ id: string }>(
      'select id from g2a_products where id = any ($1::text[])',
      [made.map(({ external_id }) => external_id)],
    );
    const ids = new Set(known.map(({ id }) => id));
    const linked = await linkNew(
      tx,
      'g2a',
      made.filter(({ external_id }) => ids.has(external_id)),
    );
    if (linked.length > 0)
      await tellStock(
        tx,
        linked.map(({ external_id }) => external_id),
      );
  }
}
