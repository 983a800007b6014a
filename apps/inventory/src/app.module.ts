import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@tandem/auth-client';
import { CacheModule } from '@tandem/cache';
import { READ_MODELS, PartCreated } from '@tandem/contracts';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { InventoryConfig } from './config.js';
import { ReservationsModule } from './reservations/reservations.module.js';
import { ReturnsModule } from './returns/returns.module.js';
import { StockModule } from './stock/stock.module.js';

/** Inventory: what there is, what is promised to whom, and how it came to be so. */
@Module({})
export class AppModule {
  static forRoot(config: InventoryConfig): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        AuthModule.forRoot('inventory', config),
        PersistenceModule.forRoot({
          url: config.databaseUrl,
          schema: 'inventory',
          applicationName: `inventory-${config.instanceId}`,
          poolSize: config.databasePool,
          plansOnce: true,
        }),
        CacheModule.forRoot({ ...READ_MODELS, redisUrl: config.redisUrl, service: 'inventory' }),
        MessagingModule.forRoot({
          schema: 'inventory',
          service: 'inventory',
          consumes: [PartCreated.topic],
        }),
        StockModule,
        ReservationsModule,
        ReturnsModule,
      ],
      providers: [{ provide: InventoryConfig, useValue: config }],
      exports: [InventoryConfig],
    };
  }
}
