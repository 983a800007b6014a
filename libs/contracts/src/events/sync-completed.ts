import { defineEvent } from '../define-event.js';
import { syncRun } from '../sync-fragments.js';

export const SyncCompleted = defineEvent({
  type: 'sync.completed',
  topic: 'tandem.sync.g2a',
  source: 'sync-gateway',
  aggregateType: 'run',
  aggregateKey: 'run_id',
  summary: 'A run of synchronisation has ended.',
  schema: syncRun,
});
