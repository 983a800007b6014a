import { Module } from '@nestjs/common';
import { ReleaseHolds } from './release-holds.js';
import { ResolveShortfall } from './resolve-shortfall.js';
import { ShortfallsController } from './shortfalls.controller.js';
import { ShortfallsFileController } from './shortfalls-file.controller.js';
import { ShortfallQueries } from './shortfalls.queries.js';

@Module({
  controllers: [ShortfallsController, ShortfallsFileController],
  providers: [ReleaseHolds, ResolveShortfall, ShortfallQueries],
})
export class ShortfallsModule {}
