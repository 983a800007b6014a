import { defineEvent } from '../define-event.js';
import { sourceHealth } from '../sync-fragments.js';

export const SyncRecovered = defineEvent({
  type: 'sync.recovered',
  topic: 'tandem.sync.inventory',
  source: 'sync-gateway',
  aggregateType: 'source',
  aggregateKey: 'source',
  summary: 'An outside system answers again.',
  schema: sourceHealth,
});
