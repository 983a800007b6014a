import { Module } from '@nestjs/common';
import { ChangeStock } from './change-stock.js';
import { ForgetImportedStock } from './forget-imported-stock.js';
import { ImportStock } from './import-stock.js';
import { InternalStockController } from './internal-stock.controller.js';
import { MovementsFileController } from './movements-file.controller.js';
import { PartCreatedConsumer } from './part-created.consumer.js';
import { StockCounts } from './stock-counts.js';
import { StockController } from './stock.controller.js';
import { StockQueries } from './stock.queries.js';

@Module({
  controllers: [
    StockController,
    MovementsFileController,
    InternalStockController,
    PartCreatedConsumer,
  ],
  providers: [ChangeStock, ForgetImportedStock, ImportStock, StockCounts, StockQueries],
})
export class StockModule {}
