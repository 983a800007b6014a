import { Module } from '@nestjs/common';
import { BookEntry } from './book-entry.js';
import { TransactionsController } from './transactions.controller.js';
import { TransactionsQueries } from './transactions.queries.js';

@Module({
  controllers: [TransactionsController],
  providers: [BookEntry, TransactionsQueries],
  exports: [BookEntry, TransactionsQueries],
})
export class LedgerModule {}
