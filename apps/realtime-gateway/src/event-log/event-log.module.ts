import { Module } from '@nestjs/common';
import { EventLog } from './event-log.js';
import { KeepEventLog } from './keep-event-log.js';

/** The newest events, in the one order that fan-out and resume follow. */
@Module({ providers: [EventLog, KeepEventLog], exports: [EventLog] })
export class EventLogModule {}
