import { defineEvent } from '../define-event.js';
import { numberedSale } from '../sync-fragments.js';

export const SaleNumbered = defineEvent({
  type: 'sale.numbered',
  topic: 'tandem.inventory.stock',
  source: 'inventory',
  aggregateType: 'sale',
  aggregateKey: 'reference',
  summary: 'A sale got the number under which the warehouse counts it.',
  schema: numberedSale,
});
