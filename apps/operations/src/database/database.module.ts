import { Module } from '@nestjs/common';
import { WatchDatabase } from './watch-database.js';

@Module({ providers: [WatchDatabase] })
export class DatabaseModule {}
