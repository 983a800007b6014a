import { Controller } from '@nestjs/common';
import { ALL_EVENTS, TOPICS } from '@tandem/contracts';
import { OnEvent } from '@tandem/messaging';
import type { EventContext } from '@tandem/messaging';
import { traceHeaders } from '@tandem/observability';
import { EventLog } from '../event-log/event-log.js';
import { CacheRefresh } from './cache-refresh.js';
import { logEntryOf, newsOf } from './log-entry-of.js';
import type { Arrival } from './log-entry-of.js';
import { notePartVersions } from './part-versions.js';

/** Every event of the topics this service follows; a new one in the contracts is followed at once. */
const FOLLOWED = ALL_EVENTS.filter((event) =>
  (Object.values(TOPICS) as string[]).includes(event.topic),
);

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Takes change events into the log. Delivering them is the tailers' work, on every instance. */
@Controller()
export class ChangeConsumer {
  constructor(
    private readonly log: EventLog,
    private readonly cache: CacheRefresh,
  ) {}

  @OnEvent(...FOLLOWED)
  async onChange(data: Record<string, unknown>, context: EventContext): Promise<void> {
    const { id, topic, type, subject, time, correlationId } = context.event;
    // PostgreSQL would take words such as `yesterday` for a time.
    if (!RFC_3339.test(time)) throw new Error(`ce_time is not an RFC 3339 time: ${time}`);
    const event: Arrival = {
      id,
      topic,
      type,
      subject,
      time,
      correlationId: correlationId ?? null,
      traceparent: traceHeaders().traceparent ?? null,
      data,
    };
    const news = newsOf(event);
    // The cache is told before the commit: were it told after, a crash in between would lose it.
    const [before] = await Promise.all([
      news ? notePartVersions(context.tx, news) : null,
      this.cache.after(event),
    ]);
    await this.log.append(context.tx, logEntryOf(event, news, before));
  }
}
