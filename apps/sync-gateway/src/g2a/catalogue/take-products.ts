import { Injectable, type OnModuleInit } from '@nestjs/common';
import { G2aProductUpserted } from '@tandem/contracts';
import { HandlesJob, Jobs, defineJob } from '@tandem/jobs';
import { newEvent, outbox } from '@tandem/messaging';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { LinkEffects } from '../../links/link-effects.js';
import { knownLinks } from '../../links/link-store.js';
import { G2aClient } from '../client/g2a-client.js';
import { gone, newsOf, type ProductNews } from './product-news.js';
import { dropProducts, forgetTold, keepProducts } from './product-store.js';
import { keepStock, tellStock } from './stock-store.js';

const TellLinkedProduct = defineJob<{ product_id: string }>({
  name: 'tell-linked-g2a-product',
  title: 'Tell the catalogue of a product that staff have linked',
  retry: { firstMs: 1_000, longestMs: 600_000, attempts: 20 },
});

/** Keeps what was read of products, and tells of what is news. */
@Injectable()
export class TakeProducts implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly g2a: G2aClient,
    private readonly effects: LinkEffects,
  ) {}

  onModuleInit(): void {
    this.effects.add('g2a', (tx, id) => this.linked(tx, id));
  }

  /** @param seenIn the full sweep that has met them. */
  async keep(
    tx: Tx,
    news: readonly ProductNews[],
    { asOf, seenIn = null }: { asOf: Date; seenIn?: string | null },
  ): Promise<void> {
    if (news.length === 0) return;
    const told = await keepProducts(tx, news, { seenIn });
    const ids = told.map(({ offer }) => offer.g2a_id);
    const links = await knownLinks(tx, 'g2a', ids);
    const events = told
      // Staff have undone its link: nobody is told until they make another.
      .filter(({ offer }) => links.get(offer.g2a_id) !== null)
      .map(({ offer, version }) => {
        const part_id = links.get(offer.g2a_id) ?? null;
        return newEvent(G2aProductUpserted, { ...offer, version, part_id });
      });
    await outbox.addMany(tx, events);
    const figures = news.map(({ offer, quantity }) => ({ id: offer.g2a_id, quantity }));
    await keepStock(tx, figures, { asOf });
  }

  /** G2A has them no more. */
  async drop(tx: Tx, lost: readonly string[], asOf: Date): Promise<void> {
    const dropped = await dropProducts(tx, lost);
    const links = await knownLinks(tx, 'g2a', lost);
    const events = dropped
      .filter(({ id }) => links.get(id) !== null)
      .map(({ id, name, version }) => {
        const part_id = links.get(id) ?? null;
        return newEvent(G2aProductUpserted, { ...gone(id, name, asOf), version, part_id });
      });
    await outbox.addMany(tx, events);
    const figures = lost.map((id) => ({ id, quantity: 0 }));
    await keepStock(tx, figures, { asOf });
  }

  @HandlesJob(TellLinkedProduct)
  async tellLinked({ product_id: id }: { product_id: string }): Promise<void> {
    const asOf = new Date();
    const product = await this.g2a.productById(id, 'stock');
    await transaction(this.database, async (tx) => {
      if (product) await this.keep(tx, [newsOf(product, asOf)], { asOf });
      else await this.drop(tx, [id], asOf);
    });
  }

  private async linked(tx: Tx, id: string): Promise<void> {
    await forgetTold(tx, id);
    await this.jobs.enqueue(tx, TellLinkedProduct, { product_id: id }, { key: id });
    await tellStock(tx, [id]);
  }
}
