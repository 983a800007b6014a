import { Module } from '@nestjs/common';
import { SourceHealth } from '@tandem/persistence';
import { PartFacets } from './facets/part-facets.js';
import { PartList } from './part-list.js';
import { PartReader } from './part-reader.js';
import { PartController } from './part.controller.js';
import { ReadCounts } from './read-counts.js';

@Module({
  controllers: [PartController],
  providers: [PartReader, PartList, PartFacets, ReadCounts, SourceHealth],
  exports: [PartReader, PartList, ReadCounts],
})
export class PartsModule {}
