import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { BulkController } from './bulk.controller.js';
import { BulkQueries } from './bulk.queries.js';
import { CancelBulk } from './cancel-bulk.js';
import { WorkThroughBulk } from './work-through-bulk.js';
import { ForgetBulkPreviews } from './forget-bulk-previews.js';
import { PreviewBulk } from './preview-bulk.js';
import { StartBulk } from './start-bulk.js';
import { UndoBulk } from './undo-bulk.js';

@Module({
  imports: [ContentModule],
  controllers: [BulkController],
  providers: [
    BulkQueries,
    PreviewBulk,
    StartBulk,
    CancelBulk,
    UndoBulk,
    WorkThroughBulk,
    ForgetBulkPreviews,
  ],
})
export class BulkModule {}
