import { Module } from '@nestjs/common';
import { KeepStatements } from './keep-statements.js';
import { SlowStatementsController } from './slow-statements.controller.js';
import { SlowStatementsQueries } from './slow-statements.queries.js';

/** Which statements of the databases were slow. */
@Module({
  controllers: [SlowStatementsController],
  providers: [KeepStatements, SlowStatementsQueries],
  exports: [KeepStatements],
})
export class SlowStatementsModule {}
