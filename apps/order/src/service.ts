import type { ServiceDefinition } from '@tandem/http';
import { connectInbox } from '@tandem/messaging';
import { AppModule } from './app.module.js';
import { OrderConfig } from './config.js';

export { migrations } from './migrations/all.js';

export const service: ServiceDefinition<OrderConfig> = {
  name: 'order',
  config: OrderConfig,
  module: (config) => AppModule.forRoot(config),
  publicOpenApiTitle: 'Tandem orders',
  onStart: (app) => connectInbox(app),
};
