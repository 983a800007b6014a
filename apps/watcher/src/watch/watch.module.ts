import { Module } from '@nestjs/common';
import { ReadsModule } from '../reads/reads.module.js';
import { ChangeConsumer } from './change-consumer.js';
import { ReadLater } from './read-later.js';

/** Reads the shop's pages after changes. */
@Module({ imports: [ReadsModule], controllers: [ChangeConsumer], providers: [ReadLater] })
export class WatchModule {}
