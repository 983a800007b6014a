import { defineEvent } from '../define-event.js';
import { keyDelivery } from '../sync-fragments.js';

export const G2aKeyDelivered = defineEvent({
  type: 'g2a.key.delivered',
  topic: 'tandem.sync.g2a',
  source: 'sync-gateway',
  aggregateType: 'purchase',
  aggregateKey: 'purchase_id',
  summary: 'A bought key is stored and can be shown to its owner.',
  schema: keyDelivery,
});
