import { io, type Socket } from 'socket.io-client';

/** What is told of a part. */
export interface Told {
  id: string;
  type: string;
  part_id: number;
  version: number;
  timestamp: string;
}

/** An open page of one part, which comes back by itself as a browser's does, with the last event that it heard of. */
export class OpenPage {
  readonly told: Told[] = [];
  resyncs = 0;
  private readonly socket: Socket;
  private readonly part: number;
  private listener: (told: Told) => void = () => undefined;

  constructor(gateway: string, part: number) {
    this.part = part;
    this.socket = io(gateway, {
      path: '/socket.io',
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 1_000,
      auth: (send) => send({ last_event_id: this.told.at(-1)?.id }),
    });
    this.socket.on('connect', () => this.socket.emit('subscribe', { parts: [part] }));
    this.socket.on('resync', () => (this.resyncs += 1));
    this.socket.onAny((type: string, event: Omit<Told, 'type'>) => {
      if (event?.part_id !== part) return;
      const told = { ...event, type };
      this.told.push(told);
      this.listener(told);
    });
  }

  /** Resolves when it is connected and follows its part. */
  async ready(): Promise<this> {
    if (!this.socket.connected)
      await new Promise<void>((resolve) => this.socket.once('connect', () => resolve()));
    const ack = (await this.socket
      .timeout(30_000)
      .emitWithAck('subscribe', { parts: [this.part] })) as { ok: boolean };
    if (!ack.ok) throw new Error(`not subscribed: ${JSON.stringify(ack)}`);
    return this;
  }

  onTold(listener: (told: Told) => void): void {
    this.listener = listener;
  }

  get isConnected(): boolean {
    return this.socket.connected;
  }

  versionsOf(type: string): number[] {
    return this.told.filter((one) => one.type === type).map(({ version }) => version);
  }

  close(): void {
    this.socket.close();
  }
}
