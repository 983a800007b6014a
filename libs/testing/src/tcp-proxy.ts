import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

type Mode = 'open' | 'cut' | 'stalled' | 'swallowing' | 'answers lost' | 'doubling';

interface Pair {
  near: Socket;
  far: Socket;
  /** What is on its slow way to a side. */
  slow: Map<Socket, Buffer[]>;
  /** Bytes of it were swallowed: whoever waits on it waits for ever, as behind a router that forgot it. */
  isDead: boolean;
  /** Gets what the near side sends a second time; its answers are nobody's. */
  double?: Socket;
}

/**
 * Stands between a service and a real one, and makes the network fail on command. Clients of Kafka go on to the addresses
 * that the brokers advertise: there it is to be what they advertise.
 */
export class TcpProxy {
  private readonly pairs = new Set<Pair>();
  private readonly server: Server;
  private mode: Mode = 'open';
  private delayMs = 0;
  private count = 0;

  private readonly target: { host: string; port: number };

  private constructor(target: { host: string; port: number }) {
    this.target = target;
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

  /** How often the present failure has met something: pieces that were delayed, swallowed, lost or sent twice. */
  get met(): number {
    return this.count;
  }

  /** Ends every connection and refuses new ones. */
  cut(): void {
    this.begin('cut');
    for (const { near, far } of this.pairs) for (const socket of [near, far]) socket.destroy();
  }

  /** Keeps connections open, but lets nothing pass for a while: a network that is away. */
  stall(): void {
    this.begin('stalled');
    for (const { near, far } of this.pairs) for (const socket of [near, far]) socket.pause();
  }

  /** Half open: connections stay and new ones are taken, but what is sent is gone. Those it has met never speak again, nor end. */
  swallow(): void {
    this.begin('swallowing');
  }

  /** Everything takes so much longer, each way. */
  slow(ms: number): void {
    this.begin('open');
    this.delayMs = ms;
  }

  /** What is asked arrives, and the connection breaks before its answer. */
  loseAnswers(): void {
    this.begin('answers lost');
  }

  /** What is asked arrives twice, over two connections. For protocols whose connections have no state, such as HTTP. */
  double(): void {
    this.begin('doubling');
  }

  /** Works again; stalled connections go on. */
  restore(): void {
    this.begin('open');
    for (const pair of this.pairs) {
      pair.double?.end();
      for (const socket of [pair.near, pair.far]) socket.resume();
    }
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private begin(mode: Mode): void {
    this.mode = mode;
    this.delayMs = 0;
    this.count = 0;
  }

  private accept(near: Socket): void {
    if (this.mode === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(this.target);
    const slow = new Map([
      [near, []],
      [far, []],
    ]);
    const pair: Pair = { near, far, slow, isDead: false };
    this.pairs.add(pair);
    near.on('data', (chunk) => this.pass(chunk, pair, far));
    far.on('data', (chunk) => {
      if (this.mode !== 'answers lost') return this.pass(chunk, pair, near);
      this.count += 1;
      near.destroy();
    });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      const end = () => {
        // Its end is lost like all else: the other side keeps what it holds for it.
        if (this.mode === 'swallowing') pair.isDead = true;
        if (!pair.isDead) this.after(() => other.destroy());
      };
      socket.on('error', end);
      socket.on('close', () => {
        if (!pair.isDead || other.destroyed) this.pairs.delete(pair);
        pair.double?.end();
        end();
      });
      if (this.mode === 'stalled') socket.pause();
    }
  }

  private pass(chunk: Buffer, pair: Pair, to: Socket): void {
    if (this.mode === 'swallowing') pair.isDead = true;
    if (pair.isDead) {
      this.count += 1;
      return;
    }
    if (this.mode === 'doubling' && to === pair.far) {
      this.count += 1;
      this.doubleOf(pair).write(chunk);
    }
    if (this.delayMs > 0) this.count += 1;
    // Nothing overtakes, though the delay may have ended meanwhile.
    const before = pair.slow.get(to)!;
    before.push(chunk);
    this.after(() => to.write(before.shift()!), before.length > 1);
  }

  private doubleOf(pair: Pair): Socket {
    if (pair.double && !pair.double.destroyed) return pair.double;
    pair.double = connect(this.target).on('error', () => undefined);
    pair.double.resume();
    return pair.double;
  }

  private after(act: () => void, waits = false): void {
    if (waits || this.delayMs > 0) setTimeout(act, this.delayMs);
    else act();
  }
}
