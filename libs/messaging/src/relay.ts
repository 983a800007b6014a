import pg from 'pg';
import { Backoff, PACE, breathing, pause } from '@tandem/kernel';
import { logger, metrics, outages } from '@tandem/observability';
import type { Database } from '@tandem/persistence';
import { BATCH_ROWS, Publication } from './publication.js';
import { outboxChannel } from './sql.js';
import type { EventTransport } from './transport.js';

export interface RelayOptions {
  database: Database;
  schema: string;
  /** Names the source of the events. */
  service: string;
  transport: EventTransport;
  /** How often the outbox is looked at when nothing is notified, in ms. Default 5000. */
  pollMs?: number;
  /** PostgreSQL ends a session of which it hears nothing for so long, and its lock with it. Default 30 s. */
  silenceMs?: number;
}

const SILENCE_MS = 30_000;
const STANDBY_MS = 500;
/**
 * Between two publications in a rush. Each wave costs every service behind it a fetch, a transaction and a commit of its
 * offsets, some 10 ms of CPU, whatever it carries; an event that comes alone still leaves at once.
 */
const PACE_MS = 25;

const log = logger('outbox-relay');

/**
 * Publishes a schema's outbox. One relay a schema works at a time: it holds an advisory lock in the
 * very session that reads and marks the rows, so who loses the lock can't mark any more; the others
 * stand by. A row is marked after its acknowledgement: a crash in between publishes it again, with
 * the same id. Rows are found by not being marked, never by a greatest sequence number seen: a
 * lower one may commit later.
 */
export class OutboxRelay {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private leading = false;
  private notified = false;
  private wake: () => void = () => undefined;

  constructor(private readonly options: RelayOptions) {}

  /** Whether this instance is the one that publishes. */
  get isLeader(): boolean {
    return this.leading;
  }

  start(): void {
    if (this.running) return;
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  /** @throws Error when an event has waited for more than `maxAgeMs`. */
  async assertKeepsUp(maxAgeMs = 60_000): Promise<void> {
    const [row] = await this.options.database.query<{ age: number }>(
      `select (extract(epoch from clock_timestamp() - created_at) * 1000)::float8 as age
         from outbox where published_at is null order by seq limit 1`,
    );
    if (row && row.age > maxAgeMs) {
      throw new Error(`the oldest unpublished event waits for ${Math.round(row.age / 1000)} s`);
    }
  }

  private async run(): Promise<void> {
    const backoff = new Backoff(PACE.session);
    while (!this.stopping.signal.aborted) {
      try {
        await this.session(() => {
          backoff.reset();
          outages.answered('postgres');
        });
      } catch (error) {
        log.warn(
          { err: error, schema: this.options.schema },
          'the relay lost its database connection',
        );
      }
      if (!this.stopping.signal.aborted) await backoff.wait(this.stopping.signal);
    }
  }

  /** One connection: stand by for the lock, then lead until the connection or the service ends. */
  private async session(onConnected: () => void): Promise<void> {
    const { schema, database } = this.options;
    const client = new pg.Client({
      connectionString: database.url,
      application_name: `relay-${schema}`,
      keepAlive: true,
      connectionTimeoutMillis: 3000,
      query_timeout: 15_000,
    });
    const lost = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, lost.signal]);
    const onLost = () => {
      lost.abort();
      this.wake();
    };
    client.on('error', onLost);
    client.on('end', onLost);
    client.on('notification', () => {
      this.notified = true;
      this.wake();
    });
    try {
      await client.connect();
      await client.query(`set search_path = ${pg.escapeIdentifier(schema)}`);
      // A mark that a crash of the database loses is a row published again, which is allowed for anyway.
      await client.query('set synchronous_commit = off');
      // Who is cut off without a word would keep the lock for as long as the kernel believes in it: two hours.
      const silenceMs = this.options.silenceMs ?? SILENCE_MS;
      await client.query(`set idle_session_timeout = ${silenceMs}`);
      onConnected();
      while (!(await this.takeLock(client))) {
        await pause(STANDBY_MS, signal);
        if (signal.aborted) return;
      }
      await client.query(`listen ${pg.escapeIdentifier(outboxChannel(schema))}`);
      log.info({ schema }, 'this instance publishes the outbox');
      this.leading = true;
      await this.lead(client, signal);
    } finally {
      this.leading = false;
      lost.abort();
      await client.end().catch(() => undefined);
    }
  }

  private async takeLock(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtext('tandem_outbox'), hashtext($1)) as taken`,
      [this.options.schema],
    );
    return rows[0]!.taken;
  }

  private async lead(client: pg.Client, signal: AbortSignal): Promise<void> {
    const { service, transport } = this.options;
    const publication = new Publication(client, service, transport);
    const backoff = new Backoff(PACE.outage);
    let paced = 0;
    while (!signal.aborted) {
      // By a clock that nobody sets: after a jump back, events would wait for as long as it was.
      const early = paced - performance.now();
      if (early > 0) await pause(early, signal);
      this.notified = false;
      const hurry = new AbortController();
      this.wake = () => hurry.abort();
      const rows = await publication.unpublished();
      if (rows.length === 0) {
        await this.idle(signal);
        continue;
      }
      if (rows.length < BATCH_ROWS) paced = performance.now() + PACE_MS;
      // Many of one commit are nobody's wait; what is committed behind them may be, and a backlog is.
      const breathe = rows.length < BATCH_ROWS ? breathing(hurry.signal) : undefined;
      const failure = await publication.publish(rows, signal, breathe);
      if (failure === undefined) {
        backoff.reset();
      } else if (!signal.aborted) {
        const { schema } = this.options;
        log.warn({ err: failure, schema, waiting: rows.length }, 'events could not be published');
        metrics.syncFailures.add(1, {
          operation: 'publish',
          error_type: failure instanceof Error ? failure.name : 'unknown',
        });
        await backoff.wait(signal);
      }
    }
  }

  private async idle(signal: AbortSignal): Promise<void> {
    if (this.notified || signal.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, this.options.pollMs ?? 5000);
    });
    clearTimeout(timer);
  }
}
