import { Module } from '@nestjs/common';
import { ChangeFeed } from './change-feed.js';
import { ChangesController } from './changes.controller.js';
import { LimitReaders } from './limit-readers.js';
import { ReadChanges } from './read-changes.js';

/** The public change feed. */
@Module({
  controllers: [ChangesController],
  providers: [ChangeFeed, LimitReaders, ReadChanges],
  exports: [ChangeFeed],
})
export class ChangesModule {}
