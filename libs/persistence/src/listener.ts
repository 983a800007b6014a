import { SharedConnection } from './shared-connection.js';
import type { Listening } from './shared-connection.js';

export interface PgListenerOptions {
  url: string;
  channels: string[];
  onNotify: (payload: string, channel: string) => void;
  /** The channels are being listened to; what was notified before this moment was not heard. */
  onUp?: () => void;
  onDown?: () => void;
  /** How often a silent connection is checked, in ms; it counts as down when no answer comes in time. Default 2000. */
  heartbeatMs?: number;
}

/**
 * LISTENs on the connection that all listeners of this process share for one address, and comes back by itself. PostgreSQL
 * keeps nothing for who is away, so a caller must look for what it missed on every `onUp`.
 */
export class PgListener {
  private readonly url: string;
  private readonly listening: Listening;
  private shared: SharedConnection | undefined;

  constructor({ url, channels, onNotify, onUp, onDown, heartbeatMs }: PgListenerOptions) {
    this.url = url;
    this.listening = {
      channels,
      heartbeatMs: heartbeatMs ?? 2000,
      onNotify,
      onUp: () => onUp?.(),
      onDown: () => onDown?.(),
    };
  }

  /** Whether the channels are being listened to right now. */
  get isUp(): boolean {
    return this.shared?.isHeardBy(this.listening) ?? false;
  }

  /** Starts listening in the background; an unreachable database is retried for ever. */
  start(): void {
    this.shared ??= SharedConnection.join(this.url, this.listening);
  }

  /** Listens no more; no callback comes after this. */
  async stop(): Promise<void> {
    const shared = this.shared;
    this.shared = undefined;
    await shared?.leave(this.listening);
  }
}
