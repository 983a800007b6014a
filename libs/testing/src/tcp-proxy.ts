import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/**
 * Stands between a service and a real backing service, and makes the network fail on command. Not for Kafka,
 * whose clients go on to the addresses that the brokers advertise.
 */
export class TcpProxy {
  private readonly pairs = new Set<[Socket, Socket]>();
  private readonly server: Server;
  private mode: 'open' | 'cut' | 'stalled' = 'open';

  private constructor(private readonly target: { host: string; port: number }) {
    this.server = createServer((near) => this.accept(near));
  }

  /** Listens on a free port in front of the service at `url`. */
  static async inFrontOf(url: string): Promise<TcpProxy> {
    const { hostname, port } = new URL(url);
    const proxy = new TcpProxy({ host: hostname, port: Number(port) });
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The same address, led through this proxy. */
  through(url: string): string {
    const led = new URL(url);
    led.hostname = '127.0.0.1';
    led.port = String((this.server.address() as AddressInfo).port);
    return led.toString();
  }

  /** Ends every connection and refuses new ones. */
  cut(): void {
    this.mode = 'cut';
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
  }

  /** Keeps connections open, but lets nothing pass: a network that swallows packets. */
  stall(): void {
    this.mode = 'stalled';
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  /** Works again; stalled connections go on. */
  restore(): void {
    this.mode = 'open';
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(near: Socket): void {
    if (this.mode === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(this.target);
    const pair: [Socket, Socket] = [near, far];
    this.pairs.add(pair);
    near.on('data', (chunk) => far.write(chunk));
    far.on('data', (chunk) => near.write(chunk));
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.pairs.delete(pair);
        other.destroy();
      });
      if (this.mode === 'stalled') socket.pause();
    }
  }
}
