import { Module } from '@nestjs/common';
import { LinksModule } from '../../links/links.module.js';
import { RunsModule } from '../../runs/runs.module.js';
import { G2aClientModule } from '../client/g2a-client.module.js';
import { CheckStock } from './check-stock.js';
import { PartOfProductConsumer } from './part-created.consumer.js';
import { RunSchedules } from './run-schedules.js';
import { SyncProducts } from './sync-products.js';
import { TakeProducts } from './take-products.js';

@Module({
  imports: [G2aClientModule, LinksModule, RunsModule],
  controllers: [PartOfProductConsumer],
  providers: [CheckStock, RunSchedules, SyncProducts, TakeProducts],
})
export class CatalogueModule {}
