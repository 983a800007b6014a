import { Module } from '@nestjs/common';
import { ChangeStock } from './change-stock.js';
import { InternalStockController } from './internal-stock.controller.js';
import { PartCreatedConsumer } from './part-created.consumer.js';
import { StockController } from './stock.controller.js';
import { StockQueries } from './stock.queries.js';

@Module({
  controllers: [StockController, InternalStockController, PartCreatedConsumer],
  providers: [ChangeStock, StockQueries],
})
export class StockModule {}
