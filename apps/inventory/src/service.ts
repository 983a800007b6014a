import { connectInbox } from '@tandem/messaging';
import type { ServiceDefinition } from '@tandem/http';
import { AppModule } from './app.module.js';
import { InventoryConfig } from './config.js';

export { migrations } from './migrations/all.js';
export { seed } from './seed.js';
export { snapshot } from './stock/publish-stock.js';

export const service: ServiceDefinition<InventoryConfig> = {
  name: 'inventory',
  config: InventoryConfig,
  module: (config) => AppModule.forRoot(config),
  publicOpenApiTitle: 'Tandem inventory',
  onStart: (app) => connectInbox(app),
};
