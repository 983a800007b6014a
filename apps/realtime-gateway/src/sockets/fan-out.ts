import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import {
  ContentUpdateFailed,
  SyncCompleted,
  SyncFailed,
  SyncProgressed,
  SyncStarted,
  TOPICS,
} from '@tandem/contracts';
import { counter, gauge, metrics, SpanKind, withRemoteParent } from '@tandem/observability';
import { RealtimeConfig } from '../config.js';
import type { LogEntry } from '../event-log/log-entry.js';
import { noticeOf, type News } from '../notices/notices.js';
import { alertOf, alertRoom } from './alerts.js';
import { ListChanges } from './list-changes.js';
import { rooms } from './rooms.js';
import type { TandemNamespace } from './socket-data.js';
import {
  monitorEvent,
  ownEnvelope,
  shopperEnvelope,
  staffEnvelope,
  staffOrderEnvelope,
  syncProgress,
} from './views.js';

const delivered = counter('events_delivered', {
  unit: '{event}',
  description: 'Events handed to sockets, one per socket.',
});

/** Events of a user after which a token speaks for nobody any more. */
export const ENDS_ACCOUNT: readonly string[] = ['user.deleted'];
/** Events of a user after which older tokens no longer say what they may do. */
export const ENDS_SESSION: readonly string[] = ['user.role_changed', 'user.deleted'];

const LIST_REASONS: Readonly<Record<string, string>> = {
  'part.created': 'created',
  'part.deleted': 'deleted',
  'part.restored': 'restored',
  'price.updated': 'price',
  'images.updated': 'images',
  'taxonomy.changed': 'taxonomy',
};

/** Events of runs of synchronisation. */
const RUN_NEWS: readonly string[] = [SyncStarted, SyncProgressed, SyncCompleted, SyncFailed].map(
  ({ type }) => type,
);

/** Why a list changed, from the event that changed it. */
function listReason(type: string): string {
  return LIST_REASONS[type] ?? (type.startsWith('stock.') ? 'stock' : 'content');
}

/** Hands entries of the log to the sockets of this instance; the other instances serve their own. */
@Injectable()
export class FanOut implements OnModuleDestroy {
  private shop: TandemNamespace | null = null;
  private staff: TandemNamespace | null = null;
  private readonly shopLists: ListChanges;
  private readonly staffLists: ListChanges;
  private readonly gauge: { stop(): void };

  constructor(@Inject(RealtimeConfig) config: RealtimeConfig) {
    const lists = (namespace: () => TandemNamespace | null) =>
      new ListChanges(config.listWindowMs, (change) => {
        send(namespace(), rooms.list(change.list), 'list.changed', change);
      });
    this.shopLists = lists(() => this.shop);
    this.staffLists = lists(() => this.staff);
    this.gauge = gauge(
      'sockets_connected',
      () =>
        [this.shop, this.staff].flatMap((namespace) =>
          namespace
            ? [{ value: namespace.sockets.size, attributes: { namespace: namespace.name } }]
            : [],
        ),
      { description: 'Sockets connected to this instance.', unit: '{socket}' },
    );
  }

  useShop(namespace: TandemNamespace): void {
    this.shop = namespace;
  }

  useStaff(namespace: TandemNamespace): void {
    this.staff = namespace;
  }

  onModuleDestroy(): void {
    this.shopLists.flush();
    this.staffLists.flush();
    this.gauge.stop();
  }

  /** Something that is no change of a part and of no single person, to everybody with a page open here. */
  tellAll(audience: 'shop' | 'staff', event: string, payload: unknown): void {
    const namespace = audience === 'shop' ? this.shop : this.staff;
    const sockets = namespace?.sockets.size ?? 0;
    if (sockets === 0 || !namespace) return;
    namespace.local.emit(event, payload);
    delivered.add(sockets, { type: event, namespace: namespace.name });
  }

  /** Emits one entry, synchronously: the caller's position and the sockets move in one step. */
  deliver(entry: LogEntry): void {
    const trace = { traceparent: entry.traceparent ?? undefined };
    void withRemoteParent(trace, `fan-out ${entry.type}`, SpanKind.INTERNAL, (span) => {
      const sockets = this.emit(entry);
      span.setAttribute('tandem.sockets', sockets);
      metrics.syncLatency.record(Math.max(0, Date.now() - Date.parse(entry.occurredAt)), {
        operation: entry.type,
      });
    });
  }

  private emit(entry: LogEntry): number {
    let sockets = send(this.staff, rooms.monitor(entry.topic), 'event', monitorEvent(entry));
    if (entry.userId !== null) sockets += this.emitOwn(entry, entry.userId);
    const forStaff = staffEnvelope(entry);
    const forShoppers = shopperEnvelope(entry);
    if (entry.partId !== null) {
      if (forShoppers) {
        sockets += send(this.shop, rooms.part(entry.partId), forShoppers.type, forShoppers);
        const publicRoom = rooms.staffPartPublic(entry.partId, entry.topic);
        sockets += send(this.staff, publicRoom, forShoppers.type, forShoppers);
      }
      if (forStaff) {
        const room = rooms.staffPart(entry.partId, entry.topic);
        sockets += send(this.staff, room, forStaff.type, forStaff);
      }
    }
    // What parts are sorted into is everybody's.
    const isPublic = entry.partId === null || forShoppers !== null;
    for (const list of entry.superseded ? [] : entry.lists) {
      if (isPublic) this.shopLists.add(list, entry.partId, listReason(entry.type));
      this.staffLists.add(list, entry.partId, listReason(entry.type));
    }
    const alert = entry.superseded ? null : alertOf(entry);
    if (alert) send(this.staff, alertRoom(entry), 'alert', alert);
    if (RUN_NEWS.includes(entry.type)) {
      sockets += send(this.staff, rooms.runs, 'sync.progress', syncProgress(entry));
    }
    if (entry.type === ContentUpdateFailed.type) sockets += this.tellAuthor(entry);
    if (entry.topic === TOPICS.user) this.endSessions(entry);
    return sockets;
  }

  /** Only on their own pages in the panel. */
  private tellAuthor({ eventId: id, occurredAt: time, staffData, superseded }: LogEntry): number {
    if (superseded) return 0;
    const data = staffData as News['data'];
    return send(this.staff, rooms.user(data.account_id), 'notice', noticeOf({ id, time, data }));
  }

  /** To the person whose business it is, and of orders to staff; most of them have no page open. */
  private emitOwn(entry: LogEntry, userId: string): number {
    const own = ownEnvelope(entry);
    if (!own) return 0;
    let sockets = send(this.shop, rooms.user(userId), own.type, own);
    if (occupied(this.staff, rooms.orders) > 0) {
      sockets += send(this.staff, rooms.orders, own.type, staffOrderEnvelope(entry));
    }
    return sockets;
  }

  /** Whoever lost or gained a role signs in anew: the permissions of a socket are those it came with. */
  private endSessions(entry: LogEntry): void {
    if (!ENDS_SESSION.includes(entry.type)) return;
    const isGone = ENDS_ACCOUNT.includes(entry.type);
    for (const namespace of isGone ? [this.staff, this.shop] : [this.staff]) {
      const room = namespace?.local.in(rooms.user(entry.subject));
      room?.emit('session.expired', {
        code: isGone ? 'account_deleted' : 'roles_changed',
        detail: 'Your permissions have changed. Sign in again.',
      });
      room?.disconnectSockets();
    }
  }
}

function occupied(namespace: TandemNamespace | null, room: string): number {
  return namespace?.adapter.rooms.get(room)?.size ?? 0;
}

/** Emits to this instance's sockets in a room; returns how many those are. Nobody there costs nothing. */
function send(
  namespace: TandemNamespace | null,
  room: string,
  event: string,
  payload: unknown,
): number {
  const size = occupied(namespace, room);
  if (size === 0 || !namespace) return 0;
  namespace.local.to(room).emit(event, payload);
  delivered.add(size, { type: event, namespace: namespace.name });
  return size;
}
