import { defineEvent } from '../define-event.js';
import { syncRun } from '../sync-fragments.js';

export const SyncProgressed = defineEvent({
  type: 'sync.progressed',
  topic: 'tandem.sync.g2a',
  source: 'sync-gateway',
  aggregateType: 'run',
  aggregateKey: 'run_id',
  summary: 'A run of synchronisation has come further.',
  schema: syncRun,
});
