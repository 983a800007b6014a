import type { ServiceDefinition } from '@tandem/http';
import { AppModule } from './app.module.js';
import { CatalogConfig } from './config.js';

export { CatalogConfig } from './config.js';
export { snapshot } from './content/publish-parts.js';
export { migrations } from './migrations/all.js';
export { seed } from './seed/seed.js';

export const service: ServiceDefinition<CatalogConfig> = {
  name: 'catalog',
  config: CatalogConfig,
  module: (config) => AppModule.forRoot(config),
  publicOpenApiTitle: 'Tandem catalog',
};
