import { Module } from '@nestjs/common';
import { PartsModule } from '../parts/parts.module.js';
import { CacheController } from './cache.controller.js';
import { CacheQueries } from './cache.queries.js';
import { PopularReads } from './popular-reads.js';
import { WarmCache } from './warm-cache.js';

@Module({
  imports: [PartsModule],
  controllers: [CacheController],
  providers: [CacheQueries, PopularReads, WarmCache],
})
export class WarmingModule {}
