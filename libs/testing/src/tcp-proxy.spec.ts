import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.js';
import { TcpProxy } from './tcp-proxy.js';

describe('a network that fails on command', () => {
  let server: Server;
  let proxy: TcpProxy;
  let port: number;
  let heard: string[] = [];
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        heard.push(chunk.toString());
        socket.write(`echo ${chunk}`);
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    proxy = await TcpProxy.inFrontOf(url);
    port = Number(new URL(proxy.through(url)).port);
  });
  afterAll(async () => {
    await proxy.close();
    server.close();
  });

  async function opened(): Promise<{ socket: Socket; answers: string[] }> {
    heard = [];
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    const answers: string[] = [];
    socket.on('data', (chunk) => answers.push(chunk.toString()));
    await once(socket, 'connect');
    return { socket, answers };
  }

  it('swallows: who was on it waits for ever, and who comes after is answered', async () => {
    const { socket, answers } = await opened();
    proxy.swallow();
    socket.write('lost');
    await eventually(() => proxy.met > 0);
    proxy.restore();
    socket.write('lost too');
    const other = await opened();
    other.socket.write('heard');
    await eventually(() => other.answers.join('') === 'echo heard');
    expect([answers, socket.destroyed, heard]).toEqual([[], false, ['heard']]);
    for (const one of [socket, other.socket]) one.destroy();
  });

  it('slows, in order, and nothing overtakes when it is quick again', async () => {
    const { socket, answers } = await opened();
    proxy.slow(50);
    socket.write('1');
    await eventually(() => proxy.met > 0);
    proxy.restore();
    socket.write('2');
    await eventually(() => answers.join('').endsWith('2'));
    expect(heard.join('')).toBe('12');
    socket.destroy();
  });

  it('loses answers: what is asked arrives, and the connection breaks', async () => {
    const { socket, answers } = await opened();
    proxy.loseAnswers();
    const closed = once(socket, 'close');
    socket.write('asked');
    await closed;
    proxy.restore();
    expect([heard, answers]).toEqual([['asked'], []]);
  });

  it('doubles: what is asked arrives twice, and is answered once', async () => {
    const { socket, answers } = await opened();
    proxy.double();
    socket.write('asked');
    await eventually(() => heard.length === 2 && answers.length === 1);
    proxy.restore();
    expect(heard).toEqual(['asked', 'asked']);
    socket.destroy();
  });
});
