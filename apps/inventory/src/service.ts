import { AuthModule } from '@tandem/auth-client';
import { CacheModule } from '@tandem/cache';
import { PartCreated, READ_MODELS, TOPICS } from '@tandem/contracts';
import { FlagsModule } from '@tandem/flags';
import { defineService } from '@tandem/http';
import { JobsModule } from '@tandem/jobs';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { BuffersModule } from './buffers/buffers.module.js';
import { InventoryConfig } from './config.js';
import { RepairsModule } from './repairs/repairs.module.js';
import { ReservationsModule } from './reservations/reservations.module.js';
import { ReturnsModule } from './returns/returns.module.js';
import { ShortfallsModule } from './shortfalls/shortfalls.module.js';
import { SourcesModule } from './sources/sources.module.js';
import { StockModule } from './stock/stock.module.js';

export { migrations } from './migrations/all.js';
export { seed } from './seed.js';
export { snapshot } from './stock/publish-stock.js';

/** Inventory: what there is, what is promised to whom, and how it came to be so. */
export const service = defineService({
  name: 'inventory',
  title: 'Tandem inventory',
  config: InventoryConfig,
  consumes: [PartCreated.topic, TOPICS.g2a, TOPICS.externalStock],
  uses: [
    AuthModule.forService(),
    PersistenceModule.forService({ plansOnce: true }),
    FlagsModule.forService(),
    CacheModule.forService(READ_MODELS),
    MessagingModule.forService(),
    JobsModule.forService(),
  ],
  modules: [
    StockModule,
    SourcesModule,
    ReservationsModule,
    ReturnsModule,
    ShortfallsModule,
    BuffersModule,
    RepairsModule,
  ],
});
