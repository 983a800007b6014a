import { Module } from '@nestjs/common';
import { EventLog } from './event-log.js';
import { Retention } from './retention.js';

/** The newest events, in the one order that fan-out and resume follow. */
@Module({ providers: [EventLog, Retention], exports: [EventLog] })
export class EventLogModule {}
