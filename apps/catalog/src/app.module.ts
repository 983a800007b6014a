import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@tandem/auth-client';
import { CacheModule } from '@tandem/cache';
import { READ_MODELS, affectedByPartChange } from '@tandem/contracts';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { CatalogConfig } from './config.js';
import { ContentModule } from './content/content.module.js';
import { ImagesModule } from './images/images.module.js';
import { PartsModule } from './parts/parts.module.js';
import { TaxonomyModule } from './taxonomy/taxonomy.module.js';

/** Catalog: what the shop sells, what it looks like and what it costs. */
@Module({})
export class AppModule {
  static forRoot(config: CatalogConfig): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        AuthModule.forRoot('catalog', config),
        PersistenceModule.forRoot({
          url: config.databaseUrl,
          schema: 'catalog',
          applicationName: `catalog-${config.instanceId}`,
          poolSize: config.databasePool,
        }),
        CacheModule.forRoot({
          ...READ_MODELS,
          redisUrl: config.redisUrl,
          service: 'catalog',
          guard: { databaseUrl: config.databaseUrl, affected: affectedByPartChange },
        }),
        MessagingModule.forRoot({ schema: 'catalog', service: 'catalog', consumes: [] }),
        PartsModule,
        TaxonomyModule,
        ImagesModule,
        ContentModule,
      ],
      providers: [{ provide: CatalogConfig, useValue: config }],
      exports: [CatalogConfig],
    };
  }
}
