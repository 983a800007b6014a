import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { RunningService } from '@tandem/http';
import { SERVICES } from '@tandem/config';
import type { SourcesStale } from '@tandem/contracts';
import {
  openBench,
  redisOf,
  ServiceBench,
  standIn,
  standInSources,
  backingServices,
  uniquePrefix,
} from '@tandem/testing';
import type { BenchOptions, StandIn } from '@tandem/testing';
import { migrations, service } from '../service.js';

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
  /** Which sources of stock it was told are not heard, message by message. */
  sources: SourcesStale['sources'][];
  /** Ids of the envelopes received under a name, in order. */
  ids(name?: string): string[];
  ask(name: string, payload: unknown): Promise<Record<string, unknown>>;
}

/** Any number of gateway instances on a database of their own, real Kafka and Redis, and the clients of them. */
export class GatewayBench extends ServiceBench {
  private readonly sockets: Socket[] = [];

  static async open(options: BenchOptions = {}): Promise<GatewayBench> {
    const others = await otherServices();
    const settings = {
      ...Object.fromEntries(SERVICES.map(({ prefix }) => [`${prefix}_URL`, others.url])),
      KAFKA_BROKERS: backingServices().kafka.join(','),
      REDIS_URL: redisOf('realtime-gateway'),
      TANDEM_TOPIC_PREFIX: uniquePrefix('rt'),
      WEBHOOK_ENCRYPTION_SECRET: 'a-secret-of-at-least-32-characters-w',
      WEBHOOK_LOCAL_ADDRESSES: 'true',
    };
    const plan = { service, migrations, settings };
    const bench = await openBench(GatewayBench, plan, { instances: 0, ...options });
    bench.onClose(() => others.close());
    await standInSources(bench.database);
    return bench;
  }

  get prefix(): string {
    return this.env['TANDEM_TOPIC_PREFIX']!;
  }

  /** The front door finds a socket's instance by its name, and so no two may ever share one. */
  override start(env: Record<string, string> = {}): Promise<RunningService> {
    return super.start({ TANDEM_INSTANCE_ID: `rt-${randomUUID().slice(0, 8)}`, ...env });
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
    const sources: SourcesStale['sources'][] = [];
    socket.onAny((name: string, payload: Record<string, unknown>) => {
      if (name === 'stream.position') positions.push(payload['last_event_id']);
      else if (name === 'sources.stale') sources.push((payload as unknown as SourcesStale).sources);
      else received.push({ name, payload });
    });
    this.sockets.push(socket);
    return {
      socket,
      received,
      positions,
      sources,
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
    await this.database.query(
      `with gone as (insert into auth.ended_session_list
         values ($1, $2, $3, to_timestamp($4::bigint / 1000.0)))
       select pg_notify('tandem_session_ended', json_build_object('session_id', $1::uuid, 'user_id', $2::uuid,
         'reason', $3::text, 'tokens_until', $4::bigint)::text)`,
      [ended.session_id, ended.user_id, ended.reason, ended.until],
    );
  }

  override async close(): Promise<void> {
    for (const socket of this.sockets) socket.disconnect();
    await super.close();
  }
}

/** The other services, with nothing to tell. */
function otherServices(): Promise<StandIn> {
  return standIn(({ method }, response) => {
    response.statusCode = method === 'GET' ? 200 : 404;
    response.end(JSON.stringify({ items: [], counts: [] }));
  });
}
