import { Module } from '@nestjs/common';
import { ReleaseHolds } from './release-holds.js';
import { ResolveShortfall } from './resolve-shortfall.js';
import { ShortfallsController } from './shortfalls.controller.js';
import { ShortfallQueries } from './shortfalls.queries.js';

@Module({
  controllers: [ShortfallsController],
  providers: [ReleaseHolds, ResolveShortfall, ShortfallQueries],
})
export class ShortfallsModule {}
