import pg from 'pg';
import { Backoff, PACE } from '@tandem/kernel';
import { logger, outages } from '@tandem/observability';

/** Who wants to hear channels of one database. */
export interface Listening {
  readonly channels: readonly string[];
  /** How often a silent connection is checked, in ms; it counts as down when no answer comes in time. */
  readonly heartbeatMs: number;
  onNotify(payload: string, channel: string): void;
  onUp(): void;
  onDown(): void;
}

const log = logger('pg-listener');

/**
 * The one connection of this process to a database that LISTENs, for everybody who wants to hear something there: each of
 * them alone would cost a connection, and a round trip every heartbeat for ever. It comes back by itself, and is checked as
 * often as the most impatient of them asks.
 */
export class SharedConnection {
  private static readonly open = new Map<string, SharedConnection>();

  private readonly listening = new Set<Listening>();
  /** Those whose channels are being listened to right now. */
  private readonly hearing = new Set<Listening>();
  private client: pg.Client | undefined;
  private connected = false;
  private checking = false;
  private readonly backoff = new Backoff(PACE.session);
  private timer: NodeJS.Timeout | undefined;
  /** Ends when what was asked last has been answered, or has failed. */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(private readonly url: string) {}

  /** Listens for one more, on a connection that is there or a new one; an unreachable database is retried for ever. */
  static join(url: string, listening: Listening): SharedConnection {
    let shared = SharedConnection.open.get(url);
    const isNew = shared === undefined;
    shared ??= new SharedConnection(url);
    shared.listening.add(listening);
    if (isNew) {
      SharedConnection.open.set(url, shared);
      void shared.connect();
    } else if (shared.connected) {
      void shared.welcome(shared.client!);
      // It may be less patient than those before it, and the wait under way is theirs.
      if (!shared.checking) shared.beat(shared.client!);
    }
    return shared;
  }

  isHeardBy(listening: Listening): boolean {
    return this.hearing.has(listening);
  }

  /** No callback of `listening` comes after this; the last one to leave ends the connection. */
  async leave(listening: Listening): Promise<void> {
    this.listening.delete(listening);
    this.hearing.delete(listening);
    const client = this.client;
    if (this.listening.size > 0) {
      const wanted = new Set([...this.listening].flatMap(({ channels }) => channels));
      for (const channel of listening.channels) {
        if (wanted.has(channel) || !this.connected) continue;
        const text = `unlisten ${pg.escapeIdentifier(channel)}`;
        if (client) this.ask(client, { text }).catch(() => undefined);
      }
      return;
    }
    if (SharedConnection.open.get(this.url) === this) SharedConnection.open.delete(this.url);
    clearTimeout(this.timer);
    this.client = undefined;
    this.connected = false;
    client?.removeAllListeners('notification');
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'tandem-listener',
      keepAlive: true,
      connectionTimeoutMillis: 3000,
    });
    this.client = client;
    this.turn = Promise.resolve();
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    client.on('notification', ({ payload, channel }) => {
      for (const one of [...this.hearing]) {
        if (one.channels.includes(channel)) one.onNotify(payload ?? '', channel);
      }
    });
    try {
      await client.connect();
    } catch {
      this.lost(client);
      return;
    }
    if (this.client !== client) return;
    this.connected = true;
    await this.welcome(client);
    if (this.client !== client) return;
    this.backoff.reset();
    outages.answered('postgres');
    this.beat(client);
  }

  /** Begins to listen for those who do not hear yet. */
  private async welcome(client: pg.Client): Promise<void> {
    for (const one of [...this.listening]) {
      if (this.hearing.has(one)) continue;
      try {
        for (const channel of one.channels) {
          const text = `listen ${pg.escapeIdentifier(channel)}`;
          await this.ask(client, { text, query_timeout: one.heartbeatMs });
        }
      } catch {
        this.lost(client);
        return;
      }
      if (this.client !== client) return;
      // It may have left, or been welcomed by another call, while the database answered.
      if (!this.listening.has(one) || this.hearing.has(one)) continue;
      this.hearing.add(one);
      one.onUp();
    }
  }

  /** Those who join, leave and check the connection meet on it, and pg 9 takes no statement while another is under way. */
  private ask(
    client: pg.Client,
    statement: pg.QueryConfig & { query_timeout?: number },
  ): Promise<unknown> {
    const answer = this.turn.then(() => client.query(statement));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  private beat(client: pg.Client): void {
    clearTimeout(this.timer);
    this.checking = false;
    const beatMs = Math.min(...[...this.listening].map(({ heartbeatMs }) => heartbeatMs));
    this.timer = setTimeout(() => {
      let answered = false;
      this.checking = true;
      this.ask(client, { text: 'select 1' }).then(
        () => {
          answered = true;
          if (this.client !== client) return;
          this.beat(client);
        },
        () => this.lost(client),
      );
      // An answer that arrived while this process was busy is read before the verdict.
      this.timer = setTimeout(() => setImmediate(() => !answered && this.lost(client)), beatMs);
    }, beatMs);
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.connected = false;
    clearTimeout(this.timer);
    client.removeAllListeners('notification');
    client.end().catch(() => undefined);
    const deaf = [...this.hearing];
    this.hearing.clear();
    if (deaf.length > 0) {
      const channels = deaf.flatMap((one) => one.channels);
      log.warn(
        { channels, away: 'postgres' },
        'the connection for database notifications was lost',
      );
    }
    for (const one of deaf) one.onDown();
    if (this.listening.size === 0) return;
    this.timer = setTimeout(() => void this.connect(), this.backoff.next());
  }
}
