import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { ShelvesModule } from '../shelves/shelves.module.js';
import { BulkStockController } from './bulk-stock.controller.js';
import { BulkFileController } from './bulk-file.controller.js';
import { BulkController } from './bulk.controller.js';
import { BulkQueries } from './bulk.queries.js';
import { CancelBulk } from './cancel-bulk.js';
import { WorkThroughBulk } from './work-through-bulk.js';
import { ForgetBulkRuns } from './forget-bulk-runs.js';
import { PreviewBulk } from './preview-bulk.js';
import { RepeatBulk } from './repeat-bulk.js';
import { SendBulkStock } from './send-bulk-stock.js';
import { StartBulk } from './start-bulk.js';
import { UndoBulk } from './undo-bulk.js';

@Module({
  imports: [ContentModule, ShelvesModule],
  controllers: [BulkController, BulkFileController, BulkStockController],
  providers: [
    BulkQueries,
    PreviewBulk,
    StartBulk,
    CancelBulk,
    UndoBulk,
    RepeatBulk,
    WorkThroughBulk,
    ForgetBulkRuns,
    SendBulkStock,
  ],
})
export class BulkModule {}
