import { defineEvent } from '../define-event.js';
import { announcedStock } from '../figure-fragments.js';

export const G2aStockChanged = defineEvent({
  type: 'g2a.stock.changed',
  topic: 'tandem.sync.g2a',
  source: 'sync-gateway',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'G2A has another number of keys of a game.',
  schema: announcedStock,
});
