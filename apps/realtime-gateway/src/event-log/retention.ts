import { Inject, Injectable } from '@nestjs/common';
import { HandlesJob, defineRecurringJob } from '@tandem/jobs';
import { logger } from '@tandem/observability';
import { RealtimeConfig } from '../config.js';
import { EventLog } from './event-log.js';

const PruneEventLog = defineRecurringJob({
  name: 'prune-event-log',
  title: 'Drop events past their retention',
  everyMs: 60_000,
});

const log = logger('realtime-gateway');

/** Keeps the log within its bounds. */
@Injectable()
export class Retention {
  constructor(
    private readonly events: EventLog,
    @Inject(RealtimeConfig) private readonly config: RealtimeConfig,
  ) {}

  @HandlesJob(PruneEventLog)
  async pruneEventLog(): Promise<void> {
    const gone = await this.events.prune(this.config.logRetentionHours, this.config.logMaxRows);
    if (gone > 0) log.info({ events: gone }, 'events older than their retention were deleted');
  }
}
