import { Module } from '@nestjs/common';
import { RealtimeConfig } from '../config.js';
import { EventLogModule } from '../event-log/event-log.module.js';
import { EventLog } from '../event-log/event-log.js';
import { LogTailer } from '../event-log/log-tailer.js';
import { IngestModule } from '../ingest/ingest.module.js';
import { Alerts } from './alerts.js';
import { EndedSessionSockets } from './ended-session-sockets.js';
import { FanOut } from './fan-out.js';
import { ShopGateway } from './shop.gateway.js';
import { SocketLimits } from './socket-limits.js';
import { SourceWatch } from './source-watch.js';
import { StaffGateway } from './staff.gateway.js';
import { Subscriptions } from './subscriptions.js';
import { Tailing, tailerOf } from './tailing.js';

/** From the log to the browsers: both namespaces, their rooms, fan-out and resume. */
@Module({
  imports: [EventLogModule, IngestModule],
  providers: [
    Alerts,
    FanOut,
    EndedSessionSockets,
    SocketLimits,
    SourceWatch,
    Tailing,
    Subscriptions,
    ShopGateway,
    StaffGateway,
    { provide: LogTailer, useFactory: tailerOf, inject: [EventLog, FanOut, RealtimeConfig] },
  ],
  exports: [Alerts, FanOut, SocketLimits, Tailing],
})
export class SocketsModule {}
