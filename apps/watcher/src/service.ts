import { AuthModule } from '@tandem/auth-client';
import { TOPICS } from '@tandem/contracts';
import { defineService } from '@tandem/http';
import { JobsModule } from '@tandem/jobs';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { WatcherConfig } from './config.js';
import { ReadsModule } from './reads/reads.module.js';
import { WatchModule } from './watch/watch.module.js';

export { migrations } from './migrations/all.js';

/** Watcher: whether a shopper sees what was announced. It knows events and the public front door, and no other service. */
export const service = defineService({
  name: 'watcher',
  title: 'Tandem watcher',
  config: WatcherConfig,
  consumes: [TOPICS.part, TOPICS.stock],
  uses: [
    PersistenceModule.forService(),
    AuthModule.forService(),
    MessagingModule.forService(),
    JobsModule.forService(),
  ],
  modules: [ReadsModule, WatchModule],
});
