import { defineEvent } from '../define-event.js';
import { syncRun } from '../sync-fragments.js';

export const SyncStarted = defineEvent({
  type: 'sync.started',
  topic: 'tandem.sync.g2a',
  source: 'sync-gateway',
  aggregateType: 'run',
  aggregateKey: 'run_id',
  summary: 'A run of synchronisation has begun.',
  schema: syncRun,
});
