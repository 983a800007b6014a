import { Backoff, PACE } from '@tandem/kernel';
import { SpanKind, logger, metrics, runWithContext, withRemoteParent } from '@tandem/observability';
import {
  afterCommit,
  isConnectionError,
  transaction,
  type Database,
  type Tx,
} from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { writeDeadLetter } from './dead-letter.js';
import { countEvent, countMessage } from './handled.js';
import { inboxMark } from './inbox-mark.js';
import { UnparsableMessage, fromWire } from './wire.js';
import type { EventInfo, ParsedEvent } from './wire.js';
import { processSpan } from './message-span.js';
import type { EventTransport, ReceivedMessage } from './transport.js';

/** What a handler works with. */
export interface EventContext {
  /** The transaction of the effect, which also records that the event was handled. */
  tx: Tx;
  event: EventInfo;
  /** Runs once the transaction has committed; at most once, never when the process dies in between. */
  afterCommit(fn: () => void | Promise<void>): void;
}

export type EventHandler = (data: Record<string, unknown>, context: EventContext) => Promise<void>;

/** One of several events that are handled together. */
export interface HandledEvent {
  data: Record<string, unknown>;
  event: EventInfo;
  /** The trace to go on with. */
  traceparent: string | undefined;
}

/** What a handler of several events works with: one transaction for all of them. */
export type BatchContext = Omit<EventContext, 'event'>;

export type BatchHandler = (
  events: readonly HandledEvent[],
  context: BatchContext,
) => Promise<void>;

export interface RunnerOptions {
  database: Database;
  /** The consumer group: the service's name. */
  consumer: string;
  /** What carries the messages. */
  kind: EventTransport['kind'];
  /** The handler of a type; undefined when this service does not care. */
  handlerOf: (type: string) => EventHandler | undefined;
  /** The same handler, of a type that is handled many at a time, what it is one with, and how many it takes at most. */
  batchOf?: (type: string) => { of: unknown; most: number; handle: BatchHandler } | undefined;
  /** Tries before a message is given up. Default 5. */
  attempts?: number;
  /** The first wait between two tries, in ms; it doubles. Default 50. */
  firstRetryMs?: number;
}

const log = logger('inbox');
/**
 * Takes one message at a time: parse, begin, inbox mark, handler, commit. The mark and the effect
 * are one transaction, so a message delivered again is recognised. A failing handler is tried a
 * few times and then the message becomes a dead letter, in one transaction with its mark, and the
 * next one goes on. A database that is away says nothing about the message: that is retried until
 * it is back.
 */
export class InboxRunner {
  constructor(private readonly options: RunnerOptions) {}

  /** Resolves when the message is done with; rejects only when `signal` ends the work before that. */
  async handle(message: ReceivedMessage, signal: AbortSignal): Promise<void> {
    const type = message.headers['ce_type'];
    if (type && !this.options.handlerOf(type)) return;
    let event: ParsedEvent;
    try {
      event = fromWire(message);
    } catch (error) {
      await this.deadLetter(message, error, 0, signal);
      return;
    }
    const { correlationId } = event.info;
    const { name, attributes } = processSpan(message, this.options.consumer, this.options.kind);
    await runWithContext(
      {
        correlationId: correlationId ?? uuidv7(),
        actor: { userId: null, ip: null, userAgent: `tandem/${this.options.consumer}` },
      },
      () =>
        withRemoteParent(
          message.headers,
          name,
          SpanKind.CONSUMER,
          () => this.untilDone(message, event, signal),
          attributes,
        ),
    );
  }

  /**
   * Handles a message outside of the stream, within a given transaction.
   * @throws UnparsableMessage, or what the handler threw.
   */
  async redo(message: ReceivedMessage, tx: Tx): Promise<void> {
    const event = fromWire(message);
    await this.call(event, tx);
  }

  /**
   * Handles an event of the past once more, whether it was handled or not: once for each replay.
   * @returns false when it was, for this one.
   * @throws UnparsableMessage, or what the handler threw.
   */
  async again(message: ReceivedMessage, replay: string): Promise<boolean> {
    const event = fromWire(message);
    const { consumer, database } = this.options;
    const actor = { userId: null, ip: null, userAgent: `tandem/${consumer}` };
    const correlationId = event.info.correlationId ?? uuidv7();
    return runWithContext({ correlationId, actor }, () =>
      transaction(
        database,
        async (tx, [marked]) => {
          if (marked!.length === 0) return false;
          await this.call(event, tx);
          return true;
        },
        // Under the usual mark as well: it may not have been handled yet.
        [
          inboxMark(`${consumer}/replay/${replay}`, event.info.id),
          inboxMark(consumer, event.info.id),
        ],
      ),
    );
  }

  private async untilDone(
    message: ReceivedMessage,
    event: ParsedEvent,
    signal: AbortSignal,
  ): Promise<void> {
    const attempts = this.options.attempts ?? 5;
    const retry = new Backoff({ firstMs: this.options.firstRetryMs ?? 50, longestMs: 5_000 });
    const outage = new Backoff(PACE.outage);
    for (let attempt = 1; ;) {
      signal.throwIfAborted();
      try {
        const done = await this.once(event);
        countEvent(this.options.consumer, event.info, done ? 'done' : 'duplicate');
        return;
      } catch (error) {
        const away = isConnectionError(error);
        this.report(event, error, attempt, away);
        if (away) {
          await outage.wait(signal);
          continue;
        }
        if (attempt >= attempts) return this.deadLetter(message, error, attempt, signal);
        attempt++;
        await retry.wait(signal);
      }
    }
  }

  /** @returns false when the event had been handled before. */
  private async once(event: ParsedEvent): Promise<boolean> {
    const { consumer, database } = this.options;
    return transaction(
      database,
      async (tx, marked) => {
        if (marked.length === 0) return false;
        await this.call(event, tx);
        return true;
      },
      inboxMark(consumer, event.info.id),
    );
  }

  private async call({ info, data }: ParsedEvent, tx: Tx): Promise<void> {
    const handler = this.options.handlerOf(info.type);
    await handler?.(data, { tx, event: info, afterCommit: (fn) => afterCommit(tx, fn) });
  }

  /** Gives the message up; tried until the dead letter is written, since else it would be lost. */
  private async deadLetter(
    message: ReceivedMessage,
    error: unknown,
    attempts: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { consumer, database } = this.options;
    const backoff = new Backoff(PACE.outage);
    for (;;) {
      signal.throwIfAborted();
      try {
        await transaction(database, (tx) =>
          writeDeadLetter(tx, { consumer, message, error, attempts }),
        );
        const { topic, partition, offset } = message;
        log.error(
          { cause: error, consumer, topic, partition, offset },
          'a message became a dead letter',
        );
        countMessage(consumer, message.headers['ce_type'] ?? 'unknown', 'dead');
        if (error instanceof UnparsableMessage) {
          metrics.syncFailures.add(1, { operation: 'consume', error_type: error.name });
        }
        return;
      } catch (failure) {
        log.error({ err: failure, consumer }, 'a dead letter could not be written; trying again');
        await backoff.wait(signal);
      }
    }
  }

  private report({ info }: ParsedEvent, error: unknown, attempt: number, away: boolean): void {
    const { consumer } = this.options;
    const errorType = away ? 'database_away' : error instanceof Error ? error.name : 'unknown';
    metrics.syncFailures.add(1, { operation: `consume ${info.type}`, error_type: errorType });
    log.warn(
      { err: error, consumer, event: info.id, type: info.type, attempt },
      'handling an event failed',
    );
  }
}
