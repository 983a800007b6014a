import { io, type Socket } from 'socket.io-client';

export interface Received {
  id: string;
  type: string;
  part_id: number;
  version: number;
  at: number;
  data: { current_stock?: number };
  timestamp: string;
}

/** One open page: a socket that follows parts and remembers everything it was told. */
export class Shopper {
  readonly received: Received[] = [];
  resyncs = 0;
  private readonly socket: Socket;

  constructor(
    url: string,
    private readonly parts: number[],
  ) {
    this.socket = io(url, {
      path: '/socket.io',
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 500,
      auth: (send) => send({ last_event_id: this.received.at(-1)?.id }),
    });
    this.socket.on('connect', () => this.socket.emit('subscribe', { parts: this.parts }));
    this.socket.on('resync', () => (this.resyncs += 1));
    this.socket.onAny((type: string, event: Omit<Received, 'at'>) => {
      if (event && typeof event.part_id === 'number') {
        this.received.push({ ...event, type, at: Date.now() });
      }
    });
  }

  /** Resolves once connected and subscribed. */
  async ready(): Promise<void> {
    if (!this.socket.connected) {
      await new Promise<void>((resolve) => this.socket.once('connect', () => resolve()));
    }
    const ack = (await this.socket
      .timeout(10_000)
      .emitWithAck('subscribe', { parts: this.parts })) as { ok: boolean };
    if (!ack.ok) throw new Error(`not subscribed: ${JSON.stringify(ack)}`);
  }

  of(type: string): Received[] {
    return this.received.filter((event) => event.type === type);
  }

  /** Waits until exactly these stock versions arrived, and fails on a gap, a repeat or disorder. */
  async sawAll(partId: number, versions: number[], timeoutMs = 90_000): Promise<void> {
    const last = versions.at(-1)!;
    const seen = () =>
      this.of('stock.updated')
        .filter((event) => event.part_id === partId && event.version >= versions[0]!)
        .map((event) => event.version);
    const end = Date.now() + timeoutMs;
    while (!seen().includes(last) && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (JSON.stringify(seen()) !== JSON.stringify(versions)) {
      throw new Error(`expected versions ${versions.join()} but saw ${seen().join()}`);
    }
  }

  close(): void {
    this.socket.close();
  }
}
