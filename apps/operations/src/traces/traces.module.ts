import { Module } from '@nestjs/common';
import { SlowStatementsModule } from '../slow-statements/slow-statements.module.js';
import { KeepTraces } from './keep-traces.js';
import { TakeSpansController } from './take-spans.controller.js';
import { TracesController } from './traces.controller.js';
import { TracesQueries } from './traces.queries.js';
import { WriteTraces } from './write-traces.js';

/** What the services' spans tell: traces that are worth looking at. */
@Module({
  imports: [SlowStatementsModule],
  controllers: [TakeSpansController, TracesController],
  providers: [KeepTraces, WriteTraces, TracesQueries],
})
export class TracesModule {}
