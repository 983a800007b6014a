import { Module } from '@nestjs/common';
import { SourceHealth } from '@tandem/persistence';
import { PartList } from './part-list.js';
import { PartReader } from './part-reader.js';
import { PartController } from './part.controller.js';
import { WarmUp } from './warm-up.js';

@Module({ controllers: [PartController], providers: [PartReader, PartList, SourceHealth, WarmUp] })
export class PartsModule {}
