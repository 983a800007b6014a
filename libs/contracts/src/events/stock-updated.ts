import { defineEvent } from '../define-event.js';
import { stockChange } from '../fragments.js';

export const StockUpdated = defineEvent({
  type: 'stock.updated',
  topic: 'tandem.inventory.stock',
  source: 'inventory',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'The stock of a part or its minimum level changed.',
  schema: stockChange,
});
