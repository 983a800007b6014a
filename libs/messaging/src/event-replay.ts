import type { ReplayResult } from '@tandem/contracts';
import { conflict } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { reasonOf } from './dead-letter.js';
import type { HandledType } from './handles-again.js';
import type { InboxRunner } from './runner.js';
import type { ReceivedMessage } from './transport.js';

/** An event of the past, as it is handed over to be handled once more. */
export interface PastEvent {
  id: string;
  type: string;
  topic: string;
  subject: string;
  time: string;
  correlation_id: string | null;
  /** JSON text. */
  data: string;
}

const log = logger('replay');

/**
 * Hands events of the past to the handlers of one service once more, past the marks of its inbox and under marks of the
 * replay: each event once for a replay, however often it is handed over. Handlers that have effects in the outside world refuse.
 */
export class EventReplay {
  constructor(
    private readonly runner: InboxRunner,
    private readonly handled: () => HandledType[],
  ) {}

  /** What this service handles, and what of it may be handled once more. */
  types(): HandledType[] {
    return this.handled();
  }

  /**
   * In their order, each in a transaction of its own.
   * @throws DomainError `replay_refused` (409) when one of them must not be handled twice, before any is;
   *   `replay_failed` (409) naming the first that failed: those before it were handled.
   */
  async replay(replayId: string, events: readonly PastEvent[]): Promise<ReplayResult> {
    const types = new Map(this.types().map((one) => [one.type, one]));
    for (const { type } of events) {
      const { again = true, reason } = types.get(type) ?? {};
      if (!again) throw conflict('replay_refused', `${type}: ${reason}`);
    }
    const result: ReplayResult = { handled: 0, repeated: 0, ignored: 0 };
    for (const event of events) {
      if (!types.has(event.type)) {
        result.ignored++;
        continue;
      }
      try {
        const fresh = await this.runner.again(messageOf(event), replayId);
        result[fresh ? 'handled' : 'repeated']++;
      } catch (error) {
        log.warn(
          { err: error, event: event.id, type: event.type },
          'an event could not be replayed',
        );
        throw conflict('replay_failed', `Event ${event.id} failed: ${reasonOf(error)}`);
      }
    }
    return result;
  }
}

/** It tells how things were, and no page is to be told that something has changed: as a snapshot. */
function messageOf(event: PastEvent): ReceivedMessage {
  const { id, type, topic, subject, time, correlation_id: cause, data } = event;
  return {
    topic,
    partition: 0,
    offset: '0',
    key: subject,
    value: Buffer.from(data),
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_type: type,
      ce_subject: subject,
      ce_time: time,
      ce_snapshot: 'true',
      ...(cause && { ce_correlationid: cause }),
    },
  };
}
