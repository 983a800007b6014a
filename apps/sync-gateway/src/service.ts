import type { ServiceDefinition } from '@tandem/http';
import { connectInbox } from '@tandem/messaging';
import { AppModule } from './app.module.js';
import { SyncConfig } from './config.js';
import { acceptNotifications } from './g2a-pay/webhook/form-body.js';

export { migrations } from './migrations/all.js';

export const service: ServiceDefinition<SyncConfig> = {
  name: 'sync-gateway',
  config: SyncConfig,
  module: (config) => AppModule.forRoot(config),
  publicOpenApiTitle: 'Tandem sync gateway',
  onStart: (app) => {
    acceptNotifications(app);
    return connectInbox(app);
  },
};
