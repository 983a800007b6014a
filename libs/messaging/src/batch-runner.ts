import { SpanKind, logger, openSpan, runWithContext } from '@tandem/observability';
import type { OpenSpan } from '@tandem/observability';
import { afterCommit, transaction } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { countEvent } from './handled.js';
import { inboxMarks } from './inbox-mark.js';
import { processSpan } from './message-span.js';
import type { BatchHandler, HandledEvent, InboxRunner, RunnerOptions } from './runner.js';
import type { ReceivedMessage } from './transport.js';
import { fromWire } from './wire.js';

/** Messages of one partition, in order, that one handler takes together. */
interface Run {
  messages: readonly ReceivedMessage[];
  events: readonly Readable[];
  signal: AbortSignal;
  finish: (work: Promise<void>) => void;
}

/** An event, and the span that lasts until it is dealt with. */
interface Readable {
  handled: HandledEvent;
  span: OpenSpan;
}

type Batch = NonNullable<ReturnType<NonNullable<RunnerOptions['batchOf']>>>;

const log = logger('inbox');
/**
 * Takes many messages at a time, for handlers that say they can: marks, effects and commit of all that has arrived while
 * the batch before was under way, on whatever partition, are one transaction. The promises of `InboxRunner` hold: a
 * partition gives its next messages only when these are done with, the marks are in the transaction of the effects, and
 * a batch that fails for whatever reason is handed to `InboxRunner` message by message, with its retries, its patience
 * with a database that is away, and its dead letters.
 */
export class BatchRunner {
  private readonly waiting = new Map<unknown, Run[]>();

  constructor(
    private readonly options: RunnerOptions,
    private readonly single: InboxRunner,
  ) {}

  /** Resolves when all are done with; rejects only when `signal` ends the work before that. */
  async handle(
    messages: readonly ReceivedMessage[],
    signal: AbortSignal,
    done: (last: ReceivedMessage) => void,
  ): Promise<void> {
    for (let next = 0; next < messages.length;) {
      signal.throwIfAborted();
      const batch = this.batchOf(messages[next]!);
      const run = batch ? this.readable(messages, next, batch) : [];
      // What can't be read, what nobody handles and what is handled one by one goes the usual way.
      if (!batch || run.length === 0) await this.single.handle(messages[next]!, signal);
      else await this.together(batch, messages.slice(next, next + run.length), run, signal);
      next += Math.max(1, run.length);
      done(messages[next - 1]!);
    }
  }

  private batchOf(message: ReceivedMessage): Batch | undefined {
    const type = message.headers['ce_type'];
    return type === undefined ? undefined : this.options.batchOf?.(type);
  }

  /** The events from `start` on that this handler takes at once, up to the first one that is not for it or can't be read. */
  private readable(messages: readonly ReceivedMessage[], start: number, batch: Batch): Readable[] {
    const events: Readable[] = [];
    for (const message of messages.slice(start, start + batch.most)) {
      if (this.batchOf(message)?.of !== batch.of) break;
      const event = read(message, this.options);
      if (!event) break;
      events.push(event);
    }
    return events;
  }

  private together(
    batch: Batch,
    messages: readonly ReceivedMessage[],
    events: readonly Readable[],
    signal: AbortSignal,
  ): Promise<void> {
    return new Promise<void>((resolve) => {
      const run = { messages, events, signal, finish: resolve };
      const waiting = this.waiting.get(batch.of);
      if (waiting) waiting.push(run);
      else {
        this.waiting.set(batch.of, [run]);
        void this.work(batch);
      }
    });
  }

  private async work(batch: Batch): Promise<void> {
    const { of, handle } = batch;
    // One turn of the event loop: the partitions of one fetch are handed over one after another.
    await new Promise((resolve) => setImmediate(resolve));
    for (let runs = this.take(batch); runs.length > 0; runs = this.take(batch)) {
      try {
        await this.inOneTransaction(
          runs.flatMap((run) => run.events.map((event) => event.handled)),
          handle,
        );
        endSpans(runs);
        for (const { finish } of runs) finish(Promise.resolve());
      } catch (error) {
        endSpans(runs, error);
        const { consumer } = this.options;
        log.warn(
          { err: error, consumer },
          'events could not be handled together; they are now handled one by one',
        );
        // Not awaited: the next runs are of other partitions, or of these when they are done.
        for (const run of runs) run.finish(this.oneByOne(run));
      }
    }
    this.waiting.delete(of);
  }

  /** Those that have waited longest, as many as one transaction may have. */
  private take({ of, most }: Batch): Run[] {
    const all = this.waiting.get(of) ?? [];
    for (const run of all.filter(({ signal }) => signal.aborted)) {
      endSpans([run], run.signal.reason);
      run.finish(Promise.reject(run.signal.reason));
    }
    const runs = all.filter((run) => !run.signal.aborted);
    let events = 0;
    const many = runs.findIndex((run) => (events += run.events.length) > most);
    const taken = many < 0 ? runs : runs.slice(0, Math.max(1, many));
    this.waiting.set(of, runs.slice(taken.length));
    return taken;
  }

  private async inOneTransaction(
    events: readonly HandledEvent[],
    handle: BatchHandler,
  ): Promise<void> {
    const { consumer, database } = this.options;
    const actor = { userId: null, ip: null, userAgent: `tandem/${consumer}` };
    const correlationId = sharedCorrelation(events) ?? uuidv7();
    const fresh = await runWithContext({ correlationId, actor }, () =>
      transaction(
        database,
        async (tx, marked) => {
          const unseen = new Set(marked.map((row) => row['event_id']));
          // An event that is in the batch twice is handled once.
          const some = events.filter(({ event }) => unseen.delete(event.id.toLowerCase()));
          if (some.length > 0) await handle(some, { tx, afterCommit: (fn) => afterCommit(tx, fn) });
          return some;
        },
        inboxMarks(
          consumer,
          events.map(({ event }) => event.id),
        ),
      ),
    );
    const done = new Set(fresh);
    for (const one of events) {
      countEvent(consumer, one.event, done.has(one) ? 'done' : 'duplicate');
    }
  }

  private async oneByOne({ messages, signal }: Run): Promise<void> {
    for (const message of messages) await this.single.handle(message, signal);
  }
}

/** What all these events belong to, e.g. one import; undefined when they belong to several things. */
function sharedCorrelation(events: readonly HandledEvent[]): string | undefined {
  const ids = new Set(events.map(({ event }) => event.correlationId));
  const [id] = ids;
  return ids.size === 1 ? (id ?? undefined) : undefined;
}

function endSpans(runs: readonly Run[], error?: unknown): void {
  for (const { span } of runs.flatMap(({ events }) => events)) span.end(error);
}

/** Undefined when it can't be read. The trace of its change goes on in a span of its own, until it is dealt with. */
function read(message: ReceivedMessage, { consumer, kind }: RunnerOptions): Readable | undefined {
  try {
    const { info, data } = fromWire(message);
    const { name, attributes } = processSpan(message, consumer, kind);
    const span = openSpan(message.headers, name, SpanKind.CONSUMER, attributes);
    return { handled: { data, event: info, traceparent: span.headers.traceparent }, span };
  } catch {
    return undefined;
  }
}
