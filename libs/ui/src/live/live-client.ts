import { io, type Socket } from 'socket.io-client';
import { ref } from 'vue';
import type { SubscribeAck } from '@tandem/contracts/socket';
import { SHOWN, TRANSITIONS, type Effect, type Happening, type Standing } from './live-machine';
import type {
  CartUpdate,
  ListChange,
  LiveEvent,
  LiveState,
  OrderUpdate,
  Watcher,
} from './live-types';

const REMEMBERED_IDS = 500;
/** After the server ended the connection, and after it let nobody in. */
const REST_MS = { soon: 500, later: 2_000 };
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
  private standing: Standing = 'connecting';
  private readonly effects: Record<Effect, () => void> = {
    subscribe: () => {
      this.subscribed = { parts: new Set(), lists: new Set() };
      this.missing.add('subscription');
      this.queueSync();
    },
    // A connection that breaks before all it resumes has come must resume from the same place again.
    remember: () => (this.lastEventId = this.newestId ?? this.lastEventId),
    connect: () => this.socket.connect(),
    connectAnew: () => this.socket.disconnect().connect(),
    connectSoon: () => this.rest(REST_MS.soon),
    connectLater: () => this.rest(REST_MS.later),
    // No socket must not mean a page that stands still: stock and prices are fetched, when somebody looks at them.
    fetch: () => this.watchers.forEach((watcher) => watcher.onResync?.()),
    end: () => {
      globalThis.removeEventListener?.('online', this.whenOnline);
      globalThis.document?.removeEventListener('visibilitychange', this.whenLooked);
      clearInterval(this.looking);
      clearTimeout(this.resting);
      this.socket.close();
    },
  };
  private readonly socket: Socket;
  private readonly watchers = new Set<Watcher>();
  private readonly seen = new Set<string>();
  private readonly newest = new Map<string, number>();
  /** Everything up to this one has arrived: where the next connection resumes. */
  private lastEventId: string | undefined;
  /** What arrives while this connection still catches up; it moves `lastEventId` only once all has been caught up. */
  private newestId: string | undefined;
  private readonly missing = new Set<'own' | 'subscription'>();
  private subscribed = { parts: new Set<number>(), lists: new Set<string>() };
  private syncQueued = false;
  private readonly looking: ReturnType<typeof setInterval>;
  private resting: ReturnType<typeof setTimeout> | undefined;

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
          this.missing[value && namespace === '/' ? 'add' : 'delete']('own');
          send({ ...(value ? { token: value } : {}), last_event_id: this.lastEventId });
        })();
      },
    });
    this.socket.on('connect', () => this.happen('connected'));
    this.socket.on('disconnect', (reason) =>
      this.happen(reason === 'io server disconnect' ? 'cut' : 'lost'),
    );
    this.socket.on('connect_error', () => this.happen(this.socket.active ? 'lost' : 'refused'));
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
    globalThis.document?.addEventListener('visibilitychange', this.whenLooked);
    this.looking = setInterval(this.whenLooked, FETCH_MS);
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
    this.happen('renewed');
  }

  close(): void {
    this.happen('closed');
  }

  private happen(what: Happening): void {
    const step = TRANSITIONS[this.standing][what];
    if (!step) return;
    const [to, effect] = step;
    this.standing = to;
    this.state.value = SHOWN[to];
    if (effect) this.effects[effect]();
  }

  private rest(ms: number): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.happen('rested'), ms);
  }

  private readonly whenOnline = (): void => this.happen('online');

  private readonly whenLooked = (): void => {
    if (globalThis.document?.visibilityState !== 'hidden') this.happen('looked');
  };

  private receive(type: string, payload: unknown): void {
    if (!isUpdate(type, payload) || this.seen.has(payload.id)) return;
    this.seen.add(payload.id);
    if (this.seen.size > REMEMBERED_IDS) this.seen.delete(this.seen.values().next().value!);
    this.newestId = payload.id;
    if (this.standing === 'live') this.effects.remember();
    const line = lineOf(payload);
    if (payload.version < (this.newest.get(line) ?? 0)) return;
    this.newest.set(line, payload.version);
    for (const watcher of this.watchers) {
      if (isOrder(payload)) watcher.onOrder?.(payload);
      else if (isCart(payload)) watcher.onCart?.(payload);
      else if (watcher.parts?.includes(payload.part_id)) watcher.onEvent?.(payload);
    }
  }

  private caughtUp(what: 'own' | 'subscription'): void {
    this.missing.delete(what);
    if (this.missing.size === 0) this.happen('caughtUp');
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
