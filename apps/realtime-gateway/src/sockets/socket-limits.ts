import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { limitOf, msOverLimit, visitorAddress } from '@tandem/http';
import { counter, logger } from '@tandem/observability';
import { RealtimeConfig } from '../config.js';
import { isOwnOrigin } from './origins.js';
import { SessionRefused } from './session.js';
import type { Session, TandemSocket } from './socket-data.js';

const STRICT = { socketsPerAddress: 200, socketsPerUser: 50, connectionsPerMinute: 240 };
const MINUTE_SECONDS = 60;

const refused = counter('socket_connections_refused', {
  unit: '{connection}',
  description: 'Connections refused before they became a socket.',
});
const log = logger('security');

/** A connection of Engine.IO, as far as it is counted. */
export interface Connection {
  request: IncomingMessage;
  close(discard?: boolean): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/** Bounds what one visitor may open, on this instance: connections an address, sockets a person, attempts a minute. */
@Injectable()
export class SocketLimits {
  private readonly addresses = new Map<string, number>();
  private readonly users = new Map<string, Set<string>>();
  private readonly attempts: RateLimiterMemory;
  private readonly most: typeof STRICT;

  constructor(@Inject(RealtimeConfig) private readonly config: RealtimeConfig) {
    const of = (name: keyof typeof STRICT) => limitOf(config[name], STRICT[name], config.nodeEnv);
    this.most = {
      socketsPerAddress: of('socketsPerAddress'),
      socketsPerUser: of('socketsPerUser'),
      connectionsPerMinute: of('connectionsPerMinute'),
    };
    this.attempts = new RateLimiterMemory({
      points: this.most.connectionsPerMinute,
      duration: MINUTE_SECONDS,
    });
  }

  /** Whether a handshake may go on; Engine.IO asks before anything is set up for it. Why not, else null. */
  async whyNot(request: IncomingMessage): Promise<string | null> {
    // A request of a connection that was let in already, as in long polling.
    if (/[?&]sid=/.test(request.url ?? '')) return this.foreign(request);
    const address = this.addressOf(request);
    const reason = this.foreign(request) ?? this.full(address) ?? (await this.hasty(address));
    if (reason !== null) {
      refused.add(1, { reason });
      log.debug({ event: 'socket_refused', reason, ip: address }, 'a connection was refused');
    }
    return reason;
  }

  /** Counts a connection for as long as it lasts; one that slipped past the question is closed. */
  opened(connection: Connection): void {
    const address = this.addressOf(connection.request);
    const open = this.addresses.get(address) ?? 0;
    this.addresses.set(address, open + 1);
    connection.once('close', () => {
      const left = (this.addresses.get(address) ?? 1) - 1;
      if (left > 0) this.addresses.set(address, left);
      else this.addresses.delete(address);
    });
    if (open >= this.most.socketsPerAddress) connection.close(true);
  }

  /** @throws SessionRefused when the person has as many sockets as one may have. */
  admit({ user }: Session): void {
    if ((this.users.get(user.id)?.size ?? 0) < this.most.socketsPerUser) return;
    throw new SessionRefused('too_many_connections', 'Too many pages are open. Close some first.');
  }

  connected(socket: TandemSocket): void {
    const id = socket.data.session?.user.id;
    if (id === undefined) return;
    const sockets = this.users.get(id) ?? new Set();
    this.users.set(id, sockets.add(socket.id));
  }

  disconnected(socket: TandemSocket): void {
    const id = socket.data.session?.user.id;
    const sockets = id === undefined ? undefined : this.users.get(id);
    if (id === undefined || !sockets?.delete(socket.id) || sockets.size > 0) return;
    this.users.delete(id);
  }

  private foreign(request: IncomingMessage): string | null {
    return isOwnOrigin(request.headers, this.config.origins) ? null : 'foreign_origin';
  }

  private full(address: string): string | null {
    const open = this.addresses.get(address) ?? 0;
    return open < this.most.socketsPerAddress ? null : 'too_many_connections';
  }

  private async hasty(address: string): Promise<string | null> {
    return (await msOverLimit(this.attempts, address)) === null ? null : 'rate_limited';
  }

  private addressOf(request: IncomingMessage): string {
    return visitorAddress(request, this.config.trustedProxies) ?? 'unknown';
  }
}
