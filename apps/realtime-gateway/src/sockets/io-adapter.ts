import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Server, ServerOptions } from 'socket.io';
import type { RealtimeConfig } from '../config.js';
import { AdapterRedis } from './adapter-redis.js';
import type { Connection, SocketLimits } from './socket-limits.js';

/** A subscription of 200 parts is below 3 KiB; nothing a client sends comes near this. */
const MAX_MESSAGE_BYTES = 16 * 1024;
const STREAM_MAX_LENGTH = 1_000;

/** Socket.IO on the service's own HTTP server, with Redis streams between instances when there is Redis. */
export class RealtimeIoAdapter extends IoAdapter {
  private redis: AdapterRedis | null = null;

  constructor(
    app: INestApplicationContext,
    private readonly config: RealtimeConfig,
    private readonly limits: SocketLimits,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, {
      ...options,
      path: '/socket.io',
      serveClient: false,
      // Both sites reach it through their own origin.
      cors: { origin: false },
      // Compressing small frames for a thousand sockets costs more than the bytes are worth, and
      // only without it Socket.IO frames a broadcast once for all of them.
      perMessageDeflate: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      pingInterval: this.config.pingIntervalMs,
      pingTimeout: this.config.pingTimeoutMs,
      connectTimeout: 10_000,
      allowRequest: (
        request: IncomingMessage,
        decide: (refusal: string | null, ok: boolean) => void,
      ) => {
        void this.limits.whyNot(request).then((reason) => decide(reason, reason === null));
      },
    } as ServerOptions) as Server;
    server.engine.on('connection', (connection: Connection) => this.limits.opened(connection));
    // The front door finds the instance a long-polling request belongs to by this prefix.
    server.engine.generateId = () =>
      `${this.config.instanceId}.${randomBytes(15).toString('base64url')}`;
    if (this.config.redisUrl !== '') server.adapter(this.redisAdapter(this.config.redisUrl));
    return server;
  }

  override async dispose(): Promise<void> {
    await super.dispose();
    this.redis?.closeAll();
  }

  /**
   * Carries what is of the moment only (alerts to all staff). Change events don't travel this way:
   * each instance reads them from the log, so Redis may come and go.
   */
  private redisAdapter(url: string) {
    this.redis = AdapterRedis.at(url);
    return createAdapter(this.redis, {
      streamName: `${this.config.topicPrefix}tandem:socket.io`,
      channelPrefix: `${this.config.topicPrefix}tandem:socket.io`,
      maxLen: STREAM_MAX_LENGTH,
    });
  }
}
