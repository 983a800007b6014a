import type { Socket } from 'node:net';
import { createRequire } from 'node:module';

interface Connection {
  socket: Socket | undefined;
  send(request: object): Promise<unknown>;
  rejectRequests(error: unknown): void;
  disconnect(): Promise<unknown>;
}

/**
 * Closes a connection on which a request was not answered in time. KafkaJS 2.2.4 fails the request and keeps the connection: when
 * the network has forgotten it, every retry waits as long for nothing, and a consumer is away for half a minute longer than the network.
 */
export function closeDeadConnections(): void {
  const require = createRequire(import.meta.url);
  const connection = (require('kafkajs/src/network/connection') as { prototype: Connection })
    .prototype;
  const { send } = connection;
  const closed = new WeakSet<Socket>();
  connection.send = async function (this: Connection, request) {
    const { socket } = this;
    try {
      return await send.call(this, request);
    } catch (error) {
      // Another request that waited on it may have closed it, and somebody connected anew.
      const isOpen = socket !== undefined && this.socket === socket && !closed.has(socket);
      if ((error as Error).name === 'KafkaJSRequestTimeoutError' && isOpen) {
        closed.add(socket);
        this.rejectRequests(error);
        await this.disconnect();
        socket.destroy();
      }
      throw error;
    }
  };
}
