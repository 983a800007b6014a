import { G2aProductUpserted } from '@tandem/contracts';
import { EVENT_TRANSPORT, type EventTransport } from '@tandem/messaging';
import { eventually } from '@tandem/testing';
import type { Json, Shop } from '../testing/shop.js';
import type { G2aProduct } from './offer.js';

let version = 1;

/** A product as the gateway tells of it; each one newer than the one before. */
export function product(n: number, fields: Partial<G2aProduct> = {}): G2aProduct {
  return {
    g2a_id: String(n),
    version: (version += 1),
    part_id: null,
    sku: `G2A-${n}`,
    name: `Game ${n}`,
    description: '<p>Fun</p>',
    price: { amount: '10.20', currency: 'EUR' },
    categories: [{ id: '1', name: 'PC Games' }],
    genres: [{ id: null, name: 'Action' }],
    platforms: [{ id: null, name: 'Steam' }],
    images: [],
    specifications: [{ name: 'Memory', value: '8 GB', group: 'Minimal' }],
    region: 'GLOBAL',
    publisher: 'Tallship',
    developer: 'Oakline',
    release_date: '2024-05-31',
    available: true,
    updated_at: new Date().toISOString(),
    ...fields,
  };
}

/** Tells the shop of products, in this order, and waits until each is dealt with. */
export async function tell(shop: Shop, products: readonly unknown[]): Promise<void> {
  const messages = products.map((data) => {
    const { g2a_id, updated_at } = data as G2aProduct;
    const id = crypto.randomUUID();
    const headers = {
      ce_specversion: '1.0',
      ce_id: id,
      ce_type: G2aProductUpserted.type,
      ce_source: '/tandem/sync-gateway',
      ce_subject: g2a_id,
      ce_time: updated_at,
    };
    return { id, key: g2a_id, value: Buffer.from(JSON.stringify(data)), headers };
  });
  const transport = shop.instances[0]!.app.get<EventTransport>(EVENT_TRANSPORT);
  await transport.publish(G2aProductUpserted.topic, messages);
  const ids = messages.map(({ id }) => id);
  await eventually(
    async () => {
      const [row] = await shop.database.query<{ n: number }>(
        'select count(*)::int as n from catalog.inbox where event_id = any ($1)',
        [ids],
      );
      return row!.n === ids.length;
    },
    { timeoutMs: 120_000 },
  );
}

/** The part that a product made, as staff see it. */
export async function partOf(shop: Shop, n: number): Promise<Json> {
  const [row] = await shop.database.query<{ id: number }>(
    'select id from catalog.parts where sku = $1 order by id desc limit 1',
    [`G2A-${n}`],
  );
  return row ? (await shop.editor('GET', `/parts/${row.id}`)).body : null;
}
