import { Inject, Injectable } from '@nestjs/common';
import { replayResultAnswer } from '@tandem/contracts';
import { HandlesJob, type RunningJob } from '@tandem/jobs';
import { isRefusal } from '@tandem/kernel';
import { EVENT_TRANSPORT, EventReplay, MOST_REPLAYED_AT_ONCE } from '@tandem/messaging';
import type { EventTransport, PastEvent } from '@tandem/messaging';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { OtherServices } from '../operations/other-services.js';
import { nextEvents } from './event-range.js';
import { ReplayEvents } from './replay-events.job.js';
import { endReplay, noteProgress, openReplay, type OpenReplay } from './replay-store.js';

const AT_ONCE = { events: MOST_REPLAYED_AT_ONCE, bytes: 700_000 };
const log = logger('replay');

/** Hands over page by page, so that it can be stopped, and goes on where it was after a crash: whoever gets a page twice knows. */
@Injectable()
export class WorkOnReplay {
  constructor(
    private readonly database: Database,
    private readonly services: OtherServices,
    private readonly own: EventReplay,
    @Inject(EVENT_TRANSPORT) private readonly transport: EventTransport,
  ) {}

  @HandlesJob(ReplayEvents)
  async work({ replay_id: id }: { replay_id: string }, { attempt, signal }: RunningJob) {
    try {
      while (await this.page(id)) signal.throwIfAborted();
    } catch (error) {
      const lastTry = attempt >= ReplayEvents.retry.attempts!;
      // Who has considered it and said no will say so again.
      if (!isRefusal(error) && !lastTry) throw error;
      const text = error instanceof Error ? error.message : String(error);
      await endReplay(this.database, id, 'failed', text);
      log.warn({ err: error, replay_id: id }, 'a replay ended before all was handed over');
    }
  }

  /** @returns whether there may be more. */
  private async page(id: string): Promise<boolean> {
    const replay = await openReplay(this.database, id);
    if (!replay) return false;
    const { position: after, up_to: upTo } = replay;
    const { events, position } = await nextEvents(
      this.database,
      { after, upTo },
      {
        topic: replay.topic ?? undefined,
        type: replay.type ?? undefined,
        subject: replay.subject ?? undefined,
        from: replay.from ?? undefined,
        to: replay.to ?? undefined,
      },
      AT_ONCE,
    );
    if (position === null) {
      await endReplay(this.database, id, 'completed');
      return false;
    }
    const handled = await this.handOver(replay, events);
    return noteProgress(this.database, id, { position, done: events.length, handled });
  }

  private async handOver(
    { id, group, debug_topic: topic }: OpenReplay,
    events: readonly PastEvent[],
  ): Promise<number> {
    if (group === null) {
      await this.transport.publish(
        topic!,
        events.map((event) => messageOf(event, id)),
      );
      return events.length;
    }
    const { handled, repeated } = await this.services.of(
      group,
      { path: '/internal/replay', answer: replayResultAnswer, body: { replay_id: id, events } },
      () => this.own.replay(id, events),
    );
    return handled + repeated;
  }
}

/** As it was published, and what it is published for now. */
function messageOf(event: PastEvent, replay: string) {
  const { id, type, topic, subject, time, correlation_id: cause, data } = event;
  return {
    key: subject,
    value: Buffer.from(data),
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_type: type,
      ce_source: `/tandem/${topic.split('.')[1] ?? ''}`,
      ce_subject: subject,
      ce_time: time,
      'content-type': 'application/json',
      ...(cause && { ce_correlationid: cause }),
      'x-original-topic': topic,
      'x-replay': replay,
    },
  };
}
