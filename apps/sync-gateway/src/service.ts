import { AuthModule } from '@tandem/auth-client';
import { OrderFulfilmentRequested, PartCreated, SaleNumbered } from '@tandem/contracts';
import { FlagsModule } from '@tandem/flags';
import { defineService } from '@tandem/http';
import { JobsModule } from '@tandem/jobs';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { AvailabilityModule } from './availability/availability.module.js';
import { SyncConfig } from './config.js';
import { CatalogueModule } from './g2a/catalogue/catalogue.module.js';
import { G2aClientModule } from './g2a/client/g2a-client.module.js';
import { OrderWebhooksModule } from './g2a/order-webhooks/order-webhooks.module.js';
import { PurchasesModule } from './g2a/purchases/purchases.module.js';
import { G2aPayModule } from './g2a-pay/g2a-pay.module.js';
import { acceptNotifications } from './g2a-pay/webhook/form-body.js';
import { IntegrationsModule } from './integrations/integrations.module.js';
import { LinksModule } from './links/links.module.js';
import { RedisModule } from './redis/redis.module.js';
import { RunsModule } from './runs/runs.module.js';
import { SecurityLogModule } from './security-log/security-log.module.js';
import { WarehouseModule } from './warehouse/warehouse.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

export { migrations } from './migrations/all.js';
export { seed } from './seed.js';

/** Sync gateway: every conversation with a system outside of the shop. */
export const service = defineService({
  name: 'sync-gateway',
  title: 'Tandem sync gateway',
  config: SyncConfig,
  consumes: [OrderFulfilmentRequested.topic, PartCreated.topic, SaleNumbered.topic],
  uses: [
    AuthModule.forService(),
    PersistenceModule.forService(),
    FlagsModule.forService(),
    MessagingModule.forService(),
    JobsModule.forService(),
  ],
  modules: [
    SecurityLogModule,
    RedisModule,
    WebhooksModule,
    G2aPayModule,
    G2aClientModule,
    PurchasesModule,
    OrderWebhooksModule,
    RunsModule,
    CatalogueModule,
    LinksModule,
    IntegrationsModule,
    WarehouseModule,
    AvailabilityModule,
  ],
  onStart: acceptNotifications,
});
