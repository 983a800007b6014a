import { io, type Socket } from 'socket.io-client';
import { ref } from 'vue';

/** The envelope of every change event on the socket (the Socket.IO event name is its type). */
export interface LiveEvent {
  id: string;
  type: string;
  part_id: number;
  version: number;
  data: Record<string, unknown>;
  timestamp: string;
}

export interface ListChange {
  list: string;
  part_ids?: number[];
  reason?: string;
}

export interface PartVersions {
  stock: number;
  content: number;
}

export interface Watcher {
  parts?: number[];
  lists?: string[];
  onEvent?: (event: LiveEvent) => void;
  onList?: (change: ListChange) => void;
  /** Versions the server holds right after subscribing; a page that shows older ones refetches. */
  onVersions?: (versions: Record<string, PartVersions>) => void;
  /** What was missed is no longer held: refetch everything shown. */
  onResync?: () => void;
}

export type LiveState = 'connecting' | 'live' | 'reconnecting';

interface SubscribeAck {
  ok: boolean;
  versions?: Record<string, PartVersions>;
  detail?: string;
}

const REMEMBERED_IDS = 500;

/** Stock and content of a part are versioned apart; reservations count as stock. */
function lineOf(event: LiveEvent): string {
  const stock = event.type.startsWith('stock.') || event.type.startsWith('reservation.');
  return `${event.part_id}:${stock ? 'stock' : 'content'}`;
}

/**
 * One socket a site. Watchers come and go with pages; the client keeps the union of what they watch
 * subscribed, resumes after a reconnect from the last event it saw, and hands on every event once,
 * never an older version after a newer one.
 */
export class LiveClient {
  readonly state = ref<LiveState>('connecting');
  private readonly socket: Socket;
  private readonly watchers = new Set<Watcher>();
  private readonly seen = new Set<string>();
  private readonly newest = new Map<string, number>();
  private lastEventId: string | undefined;
  private subscribed = { parts: new Set<number>(), lists: new Set<string>() };
  private syncQueued = false;

  constructor(namespace: '/' | '/admin', token?: () => Promise<string | null>) {
    this.socket = io(namespace, {
      path: '/socket.io',
      transports: ['websocket'],
      reconnectionDelay: 200,
      reconnectionDelayMax: 2000,
      auth: (send) => {
        void (async () => {
          const value = token ? await token() : undefined;
          send({ ...(value ? { token: value } : {}), last_event_id: this.lastEventId });
        })();
      },
    });
    this.socket.on('connect', () => {
      this.subscribed = { parts: new Set(), lists: new Set() };
      this.state.value = 'live';
      this.queueSync();
    });
    this.socket.on('disconnect', (reason) => {
      this.state.value = 'reconnecting';
      // The library does not come back by itself when the server closed the connection.
      if (reason === 'io server disconnect') setTimeout(() => this.socket.connect(), 500);
    });
    this.socket.on('connect_error', () => {
      this.state.value = 'reconnecting';
      if (!this.socket.active) setTimeout(() => this.socket.connect(), 2000);
    });
    this.socket.on('resync', () => {
      this.newest.clear();
      for (const watcher of this.watchers) watcher.onResync?.();
    });
    this.socket.on('list.changed', (change: ListChange) => {
      for (const watcher of this.watchers) {
        if (watcher.lists?.includes(change.list)) watcher.onList?.(change);
      }
    });
    this.socket.onAny((type: string, payload: unknown) => this.receive(type, payload));
  }

  /** Begins watching; the returned function ends it. */
  watch(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    this.queueSync();
    return () => {
      this.watchers.delete(watcher);
      this.queueSync();
    };
  }

  /** Listens to a message that is not bound to a part, such as `alert` or `event` for staff. */
  on<T>(name: string, listener: (payload: T) => void): () => void {
    this.socket.on(name, listener as never);
    return () => this.socket.off(name, listener as never);
  }

  close(): void {
    this.socket.close();
  }

  private receive(type: string, payload: unknown): void {
    const event = payload as LiveEvent | undefined;
    if (!event || typeof event.part_id !== 'number' || type === 'event') return;
    if (this.seen.has(event.id)) return;
    this.seen.add(event.id);
    if (this.seen.size > REMEMBERED_IDS) this.seen.delete(this.seen.values().next().value!);
    this.lastEventId = event.id;
    const line = lineOf(event);
    if (event.version < (this.newest.get(line) ?? 0)) return;
    this.newest.set(line, event.version);
    for (const watcher of this.watchers) {
      if (watcher.parts?.includes(event.part_id)) watcher.onEvent?.(event);
    }
  }

  /** Pages change what they watch in bursts; one subscribe call a tick is enough. */
  private queueSync(): void {
    if (this.syncQueued) return;
    this.syncQueued = true;
    queueMicrotask(() => {
      this.syncQueued = false;
      void this.sync();
    });
  }

  private async sync(): Promise<void> {
    if (!this.socket.connected) return;
    const wanted = {
      parts: new Set([...this.watchers].flatMap((w) => w.parts ?? [])),
      lists: new Set([...this.watchers].flatMap((w) => w.lists ?? [])),
    };
    const gone = {
      parts: [...this.subscribed.parts].filter((id) => !wanted.parts.has(id)),
      lists: [...this.subscribed.lists].filter((name) => !wanted.lists.has(name)),
    };
    const added = {
      parts: [...wanted.parts].filter((id) => !this.subscribed.parts.has(id)),
      lists: [...wanted.lists].filter((name) => !this.subscribed.lists.has(name)),
    };
    this.subscribed = wanted;
    if (gone.parts.length || gone.lists.length) this.socket.emit('unsubscribe', gone);
    if (!added.parts.length && !added.lists.length) return;
    const ack = (await this.socket
      .timeout(5000)
      .emitWithAck('subscribe', added)
      .catch(() => null)) as SubscribeAck | null;
    if (!ack?.ok || !ack.versions) return;
    for (const watcher of this.watchers) watcher.onVersions?.(ack.versions);
  }
}
