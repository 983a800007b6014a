import { createRequire } from 'node:module';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { closeDeadConnections } from './dead-connections.js';

interface Connection {
  connect(): Promise<boolean>;
  isConnected(): boolean;
  send(request: object): Promise<unknown>;
  disconnect(): Promise<unknown>;
}

const require = createRequire(import.meta.url);
const Connection = require('kafkajs/src/network/connection') as new (options: object) => Connection;
const socketFactory = (require('kafkajs/src/network/socketFactory') as () => unknown)();
const metadata = require('kafkajs/src/protocol/requests/metadata/v0/request') as (
  of: object,
) => object;
const logger = { debug: () => undefined, error: () => undefined, namespace: () => logger };

/** Real: TCP. A broker behind a network that takes what is sent, and gives nothing back. */
describe('a connection to Kafka on which a request is not answered', () => {
  let broker: Server;
  let taken: Socket[];
  let connection: Connection;
  closeDeadConnections();

  beforeEach(async () => {
    taken = [];
    broker = createServer((socket) => {
      socket.on('error', () => undefined);
      taken.push(socket.resume());
    });
    await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
    connection = new Connection({
      ...{ host: '127.0.0.1', port: (broker.address() as AddressInfo).port, logger, socketFactory },
      ...{
        clientId: 'spec',
        connectionTimeout: 60_000,
        requestTimeout: 50,
        enforceRequestTimeout: true,
      },
    });
    await connection.connect();
  });
  afterEach(async () => {
    await connection.disconnect();
    for (const socket of taken) socket.destroy();
    broker.close();
  });

  const ask = () =>
    connection.send({ request: metadata({ topics: [] }), response: {} }).then(
      () => 'answered',
      (error: Error) => error.name,
    );

  it('is closed, so that the next request is sent over another one', async () => {
    expect(await ask()).toBe('KafkaJSRequestTimeoutError');
    expect(connection.isConnected()).toBe(false);
    await connection.connect();
    expect(connection.isConnected()).toBe(true);
    expect(await ask()).toBe('KafkaJSRequestTimeoutError');
    expect(taken).toHaveLength(2);
  });

  it('fails all that waits on it at once, and keeps one that was made anew meanwhile', async () => {
    const both = [ask(), ask()];
    const [first] = await Promise.all([both[0], both[0]!.then(() => connection.connect())]);
    expect([first, await both[1]]).toEqual([
      'KafkaJSRequestTimeoutError',
      'KafkaJSRequestTimeoutError',
    ]);
    expect(connection.isConnected()).toBe(true);
  });
});
