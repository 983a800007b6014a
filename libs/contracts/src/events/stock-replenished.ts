import { defineEvent } from '../define-event.js';
import { stockChange } from '../fragments.js';

export const StockReplenished = defineEvent({
  type: 'stock.replenished',
  topic: 'tandem.inventory.stock',
  source: 'inventory',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'A part is in stock again.',
  schema: stockChange,
});
