import { AuthModule } from '@tandem/auth-client';
import { CacheModule } from '@tandem/cache';
import { READ_MODELS, TOPICS } from '@tandem/contracts';
import { FlagsModule } from '@tandem/flags';
import { defineService } from '@tandem/http';
import { JobsModule } from '@tandem/jobs';
import { MailModule } from '@tandem/mail';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { ChangesModule } from './changes/changes.module.js';
import { RealtimeConfig } from './config.js';
import { EventLogModule } from './event-log/event-log.module.js';
import { FlagsFeatureModule } from './flags/flags-feature.module.js';
import { IngestModule } from './ingest/ingest.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { ReplaysModule } from './replays/replays.module.js';
import { RealtimeIoAdapter } from './sockets/io-adapter.js';
import { SocketLimits } from './sockets/socket-limits.js';
import { SocketsModule } from './sockets/sockets.module.js';
import { Tailing } from './sockets/tailing.js';
import { WebhookLetters, WebhookLettersModule } from './webhooks/webhook-letters.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

export { migrations } from './migrations/all.js';

/** Realtime gateway: what happened in the shop, told to whoever has a page open. */
export const service = defineService({
  name: 'realtime-gateway',
  title: 'Tandem events',
  config: RealtimeConfig,
  consumes: Object.values(TOPICS),
  uses: [
    PersistenceModule.forService({ plansOnce: true }),
    FlagsModule.forService(),
    CacheModule.forService(READ_MODELS),
    AuthModule.forService(),
    MessagingModule.forService(),
    JobsModule.forService(),
    MailModule.forService({ imports: [WebhookLettersModule], letters: WebhookLetters }),
  ],
  modules: [
    EventLogModule,
    IngestModule,
    SocketsModule,
    OperationsModule,
    FlagsFeatureModule,
    ChangesModule,
    WebhooksModule,
    NoticesModule,
    ReplaysModule,
  ],
  onStart: async (app, config) => {
    app.useWebSocketAdapter(new RealtimeIoAdapter(app, config, app.get(SocketLimits)));
    await app.get(Tailing).start();
  },
});
