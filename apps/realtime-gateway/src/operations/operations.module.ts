import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module.js';
import { SocketsModule } from '../sockets/sockets.module.js';
import { DeadLetterAlerts } from './dead-letter-alerts.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { EventsController } from './events.controller.js';
import { JobsController } from './jobs.controller.js';
import { OtherServices } from './other-services.js';

/** What staff see of the events themselves, and of those that could not be handled. */
@Module({
  imports: [EventLogModule, SocketsModule],
  controllers: [EventsController, DeadLettersController, JobsController],
  providers: [DeadLetterAlerts, OtherServices],
  exports: [OtherServices],
})
export class OperationsModule {}
