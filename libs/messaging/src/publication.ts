import type pg from 'pg';
import { SECOND_BUCKETS, histogram } from '@tandem/observability';
import type { EventTransport } from './transport.js';
import { toWire } from './wire.js';
import type { StoredEvent } from './wire.js';

/** Rows of one look at the outbox. */
export const BATCH_ROWS = 500;
/** Kafka refuses a batch over 1 MiB as a whole. */
const BATCH_BYTES = 700_000;
/** They are made ready in one go, and the process that publishes answers pages too. */
const SENT_AT_ONCE = 100;

const publishDuration = histogram('outbox_publish_duration', {
  description: 'From the event’s creation to the acknowledgement that it is safe.',
  unit: 's',
  buckets: SECOND_BUCKETS,
});

/** What the relay that leads does with rows, in the very session that holds its lock. */
export class Publication {
  constructor(
    private readonly client: pg.Client,
    /** Names the source of the events. */
    private readonly service: string,
    private readonly transport: EventTransport,
  ) {}

  async unpublished(): Promise<StoredEvent[]> {
    const { rows } = await this.client.query<StoredEvent>({
      name: 'unpublished',
      text: `select seq, id, aggregateid, type, topic, payload::text as payload, raw_payload, headers, created_at
         from outbox where published_at is null order by seq limit ${BATCH_ROWS}`,
    });
    return rows;
  }

  /**
   * @param breathe is called between two steps
   * @returns what went wrong, if anything did; what was published is marked all the same.
   */
  async publish(
    rows: StoredEvent[],
    signal: AbortSignal,
    breathe?: () => Promise<void>,
  ): Promise<unknown> {
    const byTopic = Map.groupBy(rows, (row) => row.topic);
    const results = await Promise.allSettled(
      [...byTopic].map(([topic, events]) => this.publishTopic(topic, events, signal, breathe)),
    );
    for (const result of results) if (result.status === 'rejected') return result.reason;
    return undefined;
  }

  private async publishTopic(
    topic: string,
    events: StoredEvent[],
    signal: AbortSignal,
    breathe?: () => Promise<void>,
  ): Promise<void> {
    for (const chunk of chunks(events)) {
      await breathe?.();
      signal.throwIfAborted();
      await this.send(topic, chunk, signal);
      const now = Date.now();
      for (const row of chunk) {
        const seconds = Math.max(0, now - row.created_at.getTime()) / 1_000;
        publishDuration.record(seconds, { topic });
      }
      await this.client.query({
        name: 'mark',
        text: 'update outbox set published_at = clock_timestamp() where seq = any (array(select unnest($1::bigint[])))',
        values: [chunk.map((row) => row.seq)],
      });
    }
  }

  private async send(topic: string, events: StoredEvent[], signal: AbortSignal): Promise<void> {
    const outgoing = events.map((row) => toWire(row, this.service, this.transport.kind));
    const messages = outgoing.map(({ message }) => message);
    try {
      await orAborted(this.transport.publish(topic, messages), signal);
      for (const { span } of outgoing) span?.end();
    } catch (error) {
      for (const { span } of outgoing) span?.end(error);
      throw error;
    }
  }
}

function* chunks(events: StoredEvent[]): Generator<StoredEvent[]> {
  let chunk: StoredEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = event.raw_payload?.length ?? Buffer.byteLength(event.payload ?? '');
    const isFull = chunk.length >= SENT_AT_ONCE || bytes + size > BATCH_BYTES;
    if (chunk.length > 0 && isFull) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(event);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

/** Gives up waiting, not the work itself, when the signal aborts. */
async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    aborted.catch(() => undefined);
    work.catch(() => undefined);
  }
}
