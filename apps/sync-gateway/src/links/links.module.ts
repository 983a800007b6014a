import { Module } from '@nestjs/common';
import { ChangeLinks } from './change-links.js';
import { LinkEffects } from './link-effects.js';
import { LinksFileController } from './links-file.controller.js';
import { LinksController } from './links.controller.js';
import { LinkQueries } from './links.queries.js';

@Module({
  controllers: [LinksController, LinksFileController],
  providers: [ChangeLinks, LinkEffects, LinkQueries],
  exports: [LinkEffects],
})
export class LinksModule {}
