import { Controller } from '@nestjs/common';
import { ALL_EVENTS, ContentUpdateFailed, TOPICS, UserDeleted } from '@tandem/contracts';
import { HandlesAgain, OnEventBatch } from '@tandem/messaging';
import type { BatchContext, HandledEvent } from '@tandem/messaging';
import { EventLog } from '../event-log/event-log.js';
import type { NewLogEntry } from '../event-log/log-entry.js';
import { forgetNotices, keepNotices, type News } from '../notices/notices.js';
import { CacheRefresh } from './cache-refresh.js';
import { logEntryOf, newsOf } from './log-entry-of.js';
import type { Arrival } from './log-entry-of.js';
import { knownParts, notePartVersions, UNKNOWN, withNews } from './part-versions.js';
import type { PartKnowledge } from './part-versions.js';

/** Every event of the topics this service follows; a new one in the contracts is followed at once. */
const FOLLOWED = ALL_EVENTS.filter((event) =>
  (Object.values(TOPICS) as string[]).includes(event.topic),
);

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Takes change events into the log, what has arrived meanwhile in one transaction of three round trips: most events have
 * nobody listening. Delivering them is the tailers' work, on every instance.
 */
@Controller()
export class ChangeConsumer {
  constructor(
    private readonly log: EventLog,
    private readonly cache: CacheRefresh,
  ) {}

  @HandlesAgain()
  @OnEventBatch(...FOLLOWED)
  async onChanges(events: readonly HandledEvent[], { tx }: BatchContext): Promise<void> {
    const arrivals = events.map(arrivalOf);
    const orders = arrivals.filter(({ topic }) => topic === TOPICS.order);
    const parts = arrivals.map((arrival) => newsOf(arrival)?.partId ?? null);
    // The cache is told before the commit: were it told after, a crash in between would lose it.
    const [known, newest] = await Promise.all([
      knownParts(tx, [...new Set(parts.filter((id) => id !== null))]),
      this.log.newestVersions(tx, TOPICS.order, [...new Set(orders.map((one) => one.subject))]),
      this.cache.after(arrivals.filter(({ snapshot }) => !snapshot)),
    ]);
    const told = new Map<number, PartKnowledge>();
    const entries = arrivals.map((arrival) => {
      const news = newsOf(arrival);
      if (!news) return logOther(arrival, newest);
      const before = known.get(news.partId);
      const after = withNews(before, news);
      known.set(news.partId, after);
      told.set(news.partId, after);
      return logEntryOf(arrival, news, before ?? UNKNOWN);
    });
    await notePartVersions(tx, told);
    await keepNotices(tx, arrivals.filter(isNotice));
    const deleted = arrivals.filter(({ type }) => type === UserDeleted.type);
    await forgetNotices(
      tx,
      deleted.map(({ subject }) => subject),
    );
    await this.log.append(tx, ...entries);
  }
}

const isNotice = (arrival: Arrival): arrival is Arrival & News =>
  arrival.type === ContentUpdateFailed.type && !arrival.snapshot;

/** What is no part's news; of an order an older state is never told after a newer one. */
function logOther(arrival: Arrival, newest: Map<string, number>): NewLogEntry {
  if (arrival.topic !== TOPICS.order) return logEntryOf(arrival, null, null);
  const entry = logEntryOf(arrival, null, null, newest.get(arrival.subject));
  newest.set(arrival.subject, Math.max(entry.version ?? 0, newest.get(arrival.subject) ?? 0));
  return entry;
}

function arrivalOf({ data, event, traceparent }: HandledEvent): Arrival {
  const { id, topic, type, subject, time, correlationId, snapshot } = event;
  // PostgreSQL would take words such as `yesterday` for a time.
  if (!RFC_3339.test(time)) throw new Error(`ce_time is not an RFC 3339 time: ${time}`);
  return {
    id,
    topic,
    type,
    subject,
    time,
    correlationId: correlationId ?? null,
    traceparent: traceparent ?? null,
    snapshot,
    data,
  };
}
