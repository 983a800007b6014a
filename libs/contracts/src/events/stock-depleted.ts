import { defineEvent } from '../define-event.js';
import { stockChange } from '../fragments.js';

export const StockDepleted = defineEvent({
  type: 'stock.depleted',
  topic: 'tandem.inventory.stock',
  source: 'inventory',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'A part is out of stock.',
  schema: stockChange,
});
