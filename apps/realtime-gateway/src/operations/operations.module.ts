import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module.js';
import { EventsController } from './events.controller.js';

/** What staff can see of the events themselves. */
@Module({ imports: [EventLogModule], controllers: [EventsController] })
export class OperationsModule {}
