import { defineEvent } from '../define-event.js';
import { sourceHealth } from '../sync-fragments.js';

export const SyncStale = defineEvent({
  type: 'sync.stale',
  topic: 'tandem.sync.inventory',
  source: 'sync-gateway',
  aggregateType: 'source',
  aggregateKey: 'source',
  summary: 'An outside system has not answered for too long. Its last figures are old.',
  schema: sourceHealth,
});
