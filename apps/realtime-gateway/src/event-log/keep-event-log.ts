import { Inject, Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { RealtimeConfig } from '../config.js';
import { EventLog } from './event-log.js';

/** Keeps the log within its bounds. */
@Injectable()
export class KeepEventLog {
  constructor(
    private readonly events: EventLog,
    @Inject(RealtimeConfig) private readonly config: RealtimeConfig,
  ) {}

  @Retains({
    name: 'prune-event-log',
    title: 'Drop events past their retention',
    everyMs: 60_000,
  })
  kept(): Kept[] {
    return [
      {
        table: 'event_log',
        since: 'recorded_at',
        for: keptFor(this.config, 'logRetentionHours'),
        remove: (seconds) => this.events.prune(seconds / 3_600, this.config.logMaxRows),
      },
    ];
  }
}
