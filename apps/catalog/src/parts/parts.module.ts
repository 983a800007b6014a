import { Module } from '@nestjs/common';
import { PartList } from './part-list.js';
import { PartReader } from './part-reader.js';
import { PartController } from './part.controller.js';
import { WarmUp } from './warm-up.js';

@Module({ controllers: [PartController], providers: [PartReader, PartList, WarmUp] })
export class PartsModule {}
