import { defineEvent } from '../define-event.js';
import { keyPurchase } from '../sync-fragments.js';

export const G2aOrderUpdated = defineEvent({
  type: 'g2a.order.updated',
  topic: 'tandem.sync.g2a',
  source: 'sync-gateway',
  aggregateType: 'purchase',
  aggregateKey: 'purchase_id',
  summary: 'The purchase of one key has moved on.',
  schema: keyPurchase,
});
