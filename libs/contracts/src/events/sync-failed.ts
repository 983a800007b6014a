import { defineEvent } from '../define-event.js';
import { syncRun } from '../sync-fragments.js';

export const SyncFailed = defineEvent({
  type: 'sync.failed',
  topic: 'tandem.sync.g2a',
  source: 'sync-gateway',
  aggregateType: 'run',
  aggregateKey: 'run_id',
  summary: 'A run of synchronisation could not be finished.',
  schema: syncRun,
});
