import { io, type Socket } from 'socket.io-client';
import { ref } from 'vue';
import type { SubscribeAck } from '@tandem/contracts/socket';
import type {
  CartUpdate,
  ListChange,
  LiveEvent,
  LiveState,
  OrderUpdate,
  Watcher,
} from './live-types';

const REMEMBERED_IDS = 500;
const SYNC_AGAIN_MS = 2_000;
/** An attempt made while the network goes or comes may hang; the library would wait 20 seconds for it. */
const ATTEMPT_MS = 8_000;
/** While nothing comes over the socket, what is shown is fetched again this often. */
const FETCH_MS = 15_000;

type AnyUpdate = LiveEvent | OrderUpdate | CartUpdate;

const isOrder = (update: AnyUpdate): update is OrderUpdate => update.type === 'order.updated';
const isCart = (update: AnyUpdate): update is CartUpdate => update.type === 'cart.updated';

/** What has one row of versions: stock and content of a part apart (reservations count as stock), an order, the cart. */
function lineOf(update: AnyUpdate): string {
  if (isOrder(update)) return `order:${update.order_id}`;
  if (isCart(update)) return 'cart';
  const stock = update.type.startsWith('stock.') || update.type.startsWith('reservation.');
  return `${update.part_id}:${stock ? 'stock' : 'content'}`;
}

/** Every change has an id and a version; the live monitor's copies (`event`) and other messages are none. */
function isUpdate(type: string, payload: unknown): payload is AnyUpdate {
  if (type === 'event' || typeof payload !== 'object' || payload === null) return false;
  const { id, version } = payload as Partial<AnyUpdate>;
  return typeof id === 'string' && typeof version === 'number';
}

/**
 * One socket a site. Watchers come and go with pages; the client keeps the union of what they watch
 * subscribed, resumes after a reconnect from the last event it saw, and hands on every event once,
 * never an older version after a newer one.
 *
 * With an access token it also gets what is the person's own: `order.updated` and `cart.updated`. Call `reconnect()`
 * whenever somebody signs in or out; `watchOrders` and `watchCart` are what pages use.
 */
export class LiveClient {
  readonly state = ref<LiveState>('connecting');
  private readonly socket: Socket;
  private readonly watchers = new Set<Watcher>();
  private readonly seen = new Set<string>();
  private readonly newest = new Map<string, number>();
  /** Everything up to this one has arrived: where the next connection resumes. */
  private lastEventId: string | undefined;
  /** What arrives while this connection still catches up; it moves `lastEventId` only once all has been caught up. */
  private newestId: string | undefined;
  private catchingUp = { own: false, subscription: false };
  private subscribed = { parts: new Set<number>(), lists: new Set<string>() };
  private syncQueued = false;
  private readonly fetching: ReturnType<typeof setInterval>;

  constructor(namespace: '/' | '/admin', token?: () => Promise<string | null>) {
    this.socket = io(namespace, {
      path: '/socket.io',
      // Where a proxy lets no WebSocket through, polling is tried.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 200,
      reconnectionDelayMax: 2000,
      timeout: ATTEMPT_MS,
      auth: (send) => {
        void (async () => {
          // Without an answer from auth the page is a guest's: who signs in, or is found to be, connects anew.
          const value = await token?.().catch(() => null);
          this.catchingUp.own = Boolean(value) && namespace === '/';
          send({ ...(value ? { token: value } : {}), last_event_id: this.lastEventId });
        })();
      },
    });
    this.socket.on('connect', () => {
      this.subscribed = { parts: new Set(), lists: new Set() };
      this.catchingUp.subscription = true;
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
    // A first visit: cut before its first event, it must still get what it missed.
    this.socket.on('stream.position', ({ last_event_id: id }: { last_event_id: string }) => {
      this.lastEventId ??= id;
    });
    this.socket.on('resync', () => {
      this.newest.clear();
      for (const watcher of this.watchers) watcher.onResync?.();
    });
    // The shopper's own room is entered, and with `resumed` what was missed of it has come.
    this.socket.on('session.ready', ({ resumed }: { resumed: boolean }) => {
      this.caughtUp('own');
      if (resumed) return;
      for (const watcher of this.watchers) {
        if (watcher.onOrder || watcher.onCart) watcher.onResync?.();
      }
    });
    this.socket.on('list.changed', (change: ListChange) => {
      for (const watcher of this.watchers) {
        if (watcher.lists?.includes(change.list)) watcher.onList?.(change);
      }
    });
    this.socket.onAny((type: string, payload: unknown) => this.receive(type, payload));
    globalThis.addEventListener?.('online', this.whenOnline);
    globalThis.document?.addEventListener('visibilitychange', this.fetchInstead);
    this.fetching = setInterval(this.fetchInstead, FETCH_MS);
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

  /** Connects anew with the token of now: somebody has signed in or out. Nothing is missed meanwhile. */
  reconnect(): void {
    // Versions of a cart are counted an account.
    this.newest.delete('cart');
    this.socket.disconnect().connect();
  }

  close(): void {
    globalThis.removeEventListener?.('online', this.whenOnline);
    globalThis.document?.removeEventListener('visibilitychange', this.fetchInstead);
    clearInterval(this.fetching);
    this.socket.close();
  }

  /** The attempt under way may have begun without a network. */
  private readonly whenOnline = (): void => {
    if (!this.socket.connected) this.socket.disconnect().connect();
  };

  /** No socket must not mean a page that stands still: stock and prices are fetched, when somebody looks at them. */
  private readonly fetchInstead = (): void => {
    if (this.socket.connected || globalThis.document?.visibilityState === 'hidden') return;
    for (const watcher of this.watchers) watcher.onResync?.();
  };

  private receive(type: string, payload: unknown): void {
    if (!isUpdate(type, payload) || this.seen.has(payload.id)) return;
    this.seen.add(payload.id);
    if (this.seen.size > REMEMBERED_IDS) this.seen.delete(this.seen.values().next().value!);
    this.newestId = payload.id;
    this.advance();
    const line = lineOf(payload);
    if (payload.version < (this.newest.get(line) ?? 0)) return;
    this.newest.set(line, payload.version);
    for (const watcher of this.watchers) {
      if (isOrder(payload)) watcher.onOrder?.(payload);
      else if (isCart(payload)) watcher.onCart?.(payload);
      else if (watcher.parts?.includes(payload.part_id)) watcher.onEvent?.(payload);
    }
  }

  /** A connection that breaks before all it resumes has come must resume from the same place again. */
  private advance(): void {
    const { own, subscription } = this.catchingUp;
    if (!own && !subscription) this.lastEventId = this.newestId ?? this.lastEventId;
  }

  private caughtUp(what: 'own' | 'subscription'): void {
    this.catchingUp[what] = false;
    this.advance();
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
    if (!added.parts.length && !added.lists.length) return this.caughtUp('subscription');
    const ack = (await this.socket
      .timeout(5000)
      .emitWithAck('subscribe', added)
      .catch(() => null)) as SubscribeAck | null;
    if (!ack?.ok || !ack.versions) return this.syncLater(added);
    this.caughtUp('subscription');
    for (const watcher of this.watchers) watcher.onVersions?.(ack.versions);
  }

  /** Refused, for too many calls in a minute say, or not answered: nothing of it counts as followed until it is. */
  private syncLater(added: { parts: number[]; lists: string[] }): void {
    for (const id of added.parts) this.subscribed.parts.delete(id);
    for (const name of added.lists) this.subscribed.lists.delete(name);
    setTimeout(() => this.queueSync(), SYNC_AGAIN_MS);
  }
}
