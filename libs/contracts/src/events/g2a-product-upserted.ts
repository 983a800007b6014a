import { defineEvent } from '../define-event.js';
import { g2aProduct } from '../sync-fragments.js';

export const G2aProductUpserted = defineEvent({
  type: 'g2a.product.upserted',
  topic: 'tandem.sync.g2a',
  source: 'sync-gateway',
  aggregateType: 'product',
  aggregateKey: 'g2a_id',
  summary: 'A product of G2A is new or has changed.',
  schema: g2aProduct,
});
