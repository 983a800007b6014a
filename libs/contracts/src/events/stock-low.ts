import { defineEvent } from '../define-event.js';
import { stockChange } from '../fragments.js';

export const StockLow = defineEvent({
  type: 'stock.low',
  topic: 'tandem.inventory.stock',
  source: 'inventory',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'The available stock of a part fell to its minimum level.',
  schema: stockChange,
});
