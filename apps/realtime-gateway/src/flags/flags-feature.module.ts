import { Module } from '@nestjs/common';
import { SocketsModule } from '../sockets/sockets.module.js';
import { AdminFlagsController } from './admin-flags.controller.js';
import { DecideFlag } from './decide-flag.js';
import { FlagNews } from './flag-news.js';
import { FlagQueries } from './flag.queries.js';
import { FlagsController } from './flags.controller.js';

/** Where staff decide about feature flags, and how pages learn what was decided. */
@Module({
  imports: [SocketsModule],
  controllers: [AdminFlagsController, FlagsController],
  providers: [DecideFlag, FlagNews, FlagQueries],
})
export class FlagsFeatureModule {}
