import { Module } from '@nestjs/common';
import { KeepHistory } from './keep-history.js';

@Module({ providers: [KeepHistory] })
export class HistoryModule {}
