import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { startService } from '@tandem/http';
import type { RunningService } from '@tandem/http';
import {
  createTestDatabase,
  SERVICE_KEYS,
  serviceKeyOf,
  testParts,
  testTokens,
  uniquePrefix,
} from '@tandem/testing';
import type { TestDatabase, TestTokens } from '@tandem/testing';
import { migrations } from '../migrations/all.js';
import { service } from '../service.js';

/** What a socket received, in order. */
interface Received {
  name: string;
  payload: Record<string, unknown>;
}

export interface Client {
  socket: Socket;
  received: Received[];
  /** Where it was told to resume from: no news, and so not among what it received. */
  positions: unknown[];
  /** Ids of the envelopes received under a name, in order. */
  ids(name?: string): string[];
  ask(name: string, payload: unknown): Promise<Record<string, unknown>>;
}

/** A database, tokens and any number of gateway instances and clients on them; `close` ends all. */
export class GatewayBench {
  readonly prefix = uniquePrefix('rt');
  private readonly closers: (() => Promise<unknown>)[] = [];
  #others: Record<string, string> = {};

  private constructor(
    readonly db: TestDatabase,
    readonly tokens: TestTokens,
  ) {}

  static async open(): Promise<GatewayBench> {
    const db = await createTestDatabase('t_rt', [{ schema: 'realtime', migrations }]);
    const bench = new GatewayBench(db, await testTokens());
    await bench.#standInForOthers();
    return bench;
  }

  /** Starts an instance of the real service on real PostgreSQL, Kafka and Redis. */
  async start(settings: Record<string, string> = {}): Promise<RunningService> {
    const running = await startService(service, {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      TANDEM_INSTANCE_ID: `rt-${randomUUID().slice(0, 8)}`,
      TANDEM_SERVICE_KEYS: SERVICE_KEYS,
      REALTIME_SERVICE_KEY: serviceKeyOf('realtime-gateway'),
      ...this.#others,
      AUTH_JWKS_URL: this.tokens.jwksUrl,
      KAFKA_BROKERS: testParts().kafka.join(','),
      REDIS_URL: `${testParts().redis.replace(/\/\d*$/, '')}/8`,
      TANDEM_TOPIC_PREFIX: this.prefix,
      REALTIME_PORT: '0',
      REALTIME_DATABASE_URL: this.db.urlOf('realtime'),
      ...settings,
    });
    this.onClose(() => running.stop());
    return running;
  }

  /** The other services, with nothing to tell. */
  async #standInForOthers(): Promise<void> {
    const server = createServer(({ method }, response) => {
      response.statusCode = method === 'GET' ? 200 : 404;
      response.end(JSON.stringify({ items: [], counts: [] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#others = Object.fromEntries(
      ['AUTH', 'CATALOG', 'INVENTORY', 'ORDER', 'SYNC'].map((prefix) => [`${prefix}_URL`, url]),
    );
    this.onClose(async () => void server.close());
  }

  /** Connects a browser's client and keeps everything it receives. */
  async connect(
    url: string,
    options: { namespace?: string; auth?: Record<string, unknown>; transports?: string[] } = {},
  ): Promise<Client> {
    const client = this.client(url, options);
    await new Promise<void>((resolve, reject) => {
      client.socket.once('connect', resolve);
      client.socket.once('connect_error', reject);
    });
    return client;
  }

  client(
    url: string,
    options: { namespace?: string; auth?: Record<string, unknown>; transports?: string[] } = {},
  ): Client {
    const socket = io(`${url}${options.namespace ?? ''}`, {
      path: '/socket.io',
      transports: options.transports ?? ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: options.auth ?? {},
    });
    const received: Received[] = [];
    const positions: unknown[] = [];
    socket.onAny((name: string, payload: Record<string, unknown>) => {
      if (name === 'stream.position') positions.push(payload['last_event_id']);
      else received.push({ name, payload });
    });
    this.onClose(async () => socket.disconnect());
    return {
      socket,
      received,
      positions,
      ids: (name) =>
        received
          .filter((message) =>
            name ? message.name === name : typeof message.payload['id'] === 'string',
          )
          .map((message) => String(message.payload['id'])),
      ask: (name, payload) => socket.timeout(5_000).emitWithAck(name, payload),
    };
  }

  /** Ends a session as auth's database does. */
  async endSession(sessionId: string, userId: string, reason: string): Promise<void> {
    const ended = { session_id: sessionId, user_id: userId, reason, until: Date.now() + 900_000 };
    await this.db.query(
      `with gone as (insert into auth.ended_session_list
         values ($1, $2, $3, to_timestamp($4::bigint / 1000.0)))
       select pg_notify('tandem_session_ended', json_build_object('session_id', $1::uuid, 'user_id', $2::uuid,
         'reason', $3::text, 'tokens_until', $4::bigint)::text)`,
      [ended.session_id, ended.user_id, ended.reason, ended.until],
    );
  }

  onClose(closer: () => Promise<unknown>): void {
    this.closers.push(closer);
  }

  async close(): Promise<void> {
    for (const closer of this.closers.splice(0).reverse()) await closer();
    await this.tokens.close();
    await this.db.drop();
  }
}
