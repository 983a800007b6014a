import { defineEvent } from '../define-event.js';
import { externalStock } from '../figure-fragments.js';

export const ExternalStockChanged = defineEvent({
  type: 'external_stock.changed',
  topic: 'tandem.sync.inventory',
  source: 'sync-gateway',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'The warehouse announced what it has of a part.',
  schema: externalStock,
});
