import { Module } from '@nestjs/common';
import { SourceHealth } from '@tandem/persistence';
import { PartList } from './part-list.js';
import { PartReader } from './part-reader.js';
import { PartController } from './part.controller.js';
import { ReadCounts } from './read-counts.js';

@Module({
  controllers: [PartController],
  providers: [PartReader, PartList, ReadCounts, SourceHealth],
  exports: [PartReader, PartList, ReadCounts],
})
export class PartsModule {}
