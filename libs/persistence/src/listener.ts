import pg from 'pg';
import { logger, outages } from '@tandem/observability';

export interface PgListenerOptions {
  url: string;
  channels: string[];
  onNotify: (payload: string, channel: string) => void;
  /** The channels are being listened to; what was notified before this moment was not heard. */
  onUp?: () => void;
  onDown?: () => void;
  /** How often a silent connection is checked, in ms; it counts as down when no answer comes in time. Default 2000. */
  heartbeatMs?: number;
  applicationName?: string;
}

const FIRST_BACKOFF_MS = 50;
const MAX_BACKOFF_MS = 1000;
const log = logger('pg-listener');

/**
 * A dedicated connection that LISTENs and comes back by itself. PostgreSQL keeps nothing for who is
 * away, so a caller must look for what it missed on every `onUp`.
 */
export class PgListener {
  #client: pg.Client | undefined;
  #up = false;
  #stopped = true;
  #backoff = FIRST_BACKOFF_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: PgListenerOptions) {}

  /** Whether the channels are being listened to right now. */
  get isUp(): boolean {
    return this.#up;
  }

  /** Starts listening in the background; an unreachable database is retried for ever. */
  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    void this.#connect();
  }

  /** Ends the connection; no callback comes after this. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    this.#up = false;
    client?.removeAllListeners('notification');
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.options.url,
      application_name: this.options.applicationName ?? 'tandem-listener',
      keepAlive: true,
      connectionTimeoutMillis: 3000,
    });
    this.#client = client;
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', (message) =>
      this.options.onNotify(message.payload ?? '', message.channel),
    );
    try {
      await client.connect();
      for (const channel of this.options.channels) {
        const text = `listen ${pg.escapeIdentifier(channel)}`;
        await client.query({ text, query_timeout: this.#heartbeatMs } as pg.QueryConfig);
      }
    } catch {
      this.#lost(client);
      return;
    }
    if (this.#client !== client) return;
    this.#up = true;
    this.#backoff = FIRST_BACKOFF_MS;
    this.#beat(client);
    outages.answered('postgres');
    this.options.onUp?.();
  }

  get #heartbeatMs(): number {
    return this.options.heartbeatMs ?? 2000;
  }

  #beat(client: pg.Client): void {
    this.#timer = setTimeout(() => {
      let answered = false;
      client.query('select 1').then(
        () => {
          answered = true;
          if (this.#client !== client) return;
          clearTimeout(this.#timer);
          this.#beat(client);
        },
        () => this.#lost(client),
      );
      // An answer that arrived while this process was busy is read before the verdict.
      this.#timer = setTimeout(
        () => setImmediate(() => !answered && this.#lost(client)),
        this.#heartbeatMs,
      );
    }, this.#heartbeatMs);
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    clearTimeout(this.#timer);
    client.removeAllListeners('notification');
    client.end().catch(() => undefined);
    if (this.#up) {
      this.#up = false;
      const fields = { channels: this.options.channels, away: 'postgres' };
      log.warn(fields, 'stopped hearing database notifications');
      this.options.onDown?.();
    }
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#connect(), this.#backoff);
    this.#backoff = Math.min(this.#backoff * 2, MAX_BACKOFF_MS);
  }
}
