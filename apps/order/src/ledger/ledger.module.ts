import { Module } from '@nestjs/common';
import { BookEntry } from './book-entry.js';

@Module({ providers: [BookEntry], exports: [BookEntry] })
export class LedgerModule {}
