import { Module } from '@nestjs/common';
import { ChangeStock } from './change-stock.js';
import { ForgetImportedStock } from './forget-imported-stock.js';
import { ImportStock } from './import-stock.js';
import { InternalStockController } from './internal-stock.controller.js';
import { KeepMovements } from './keep-movements.js';
import { MovementsController } from './movements.controller.js';
import { MovementQueries } from './movement-queries.js';
import { PartCreatedConsumer } from './part-created.consumer.js';
import { StockCounts } from './stock-counts.js';
import { StockController } from './stock.controller.js';
import { StockQueries } from './stock.queries.js';

@Module({
  controllers: [StockController, MovementsController, InternalStockController, PartCreatedConsumer],
  providers: [
    ChangeStock,
    ForgetImportedStock,
    ImportStock,
    KeepMovements,
    MovementQueries,
    StockCounts,
    StockQueries,
  ],
})
export class StockModule {}
