import type { EventData } from './define-event.js';
import type { ContentUpdateFailed } from './events/content-update-failed.js';
import type { OrderPaid } from './events/order-paid.js';
import type { SyncProgressed } from './events/sync-progressed.js';
import type { SyncStale } from './events/sync-stale.js';

/** The Socket.IO protocol between the realtime gateway and both sites. */

export interface PartVersions {
  stock: number;
  content: number;
}

interface SubscribeOk {
  ok: true;
  versions: Record<string, PartVersions>;
  /** The newest event before this subscription: the place to resume from until one has come. */
  last_event_id?: string | null;
}

interface SubscribeRefused {
  ok: false;
  code: string;
  detail: string;
  errors?: { field: string; message: string }[];
}

export type SubscribeAck = SubscribeOk | SubscribeRefused;

/** What a page receives; the Socket.IO event name equals `type`. */
export interface Envelope<T = Record<string, unknown>> {
  id: string;
  type: string;
  part_id: number;
  version: number;
  data: T;
  timestamp: string;
}

/** What somebody is told of their own business: `order.updated`, `cart.updated`. */
export interface OwnEnvelope<T = Record<string, unknown>> {
  id: string;
  type: string;
  /** Of an order. */
  order_id?: string;
  version: number;
  data: T;
  timestamp: string;
}

/** What the owner of an order, and staff, are told of each change of it (`order.updated`). */
export interface OrderUpdate extends OwnEnvelope<
  Pick<
    EventData<typeof OrderPaid>,
    'order_id' | 'number' | 'status' | 'total' | 'refunded' | 'updated_at'
  > & {
    reason: string | null;
    /** Whose it is; staff only. */
    user_id?: string;
  }
> {
  order_id: string;
}

/** The cart of the account has another version (`cart.updated`): who shows an older one fetches it again. */
export type CartUpdate = OwnEnvelope<{ version: number }>;

export interface ListChanged {
  list: string;
  part_ids: number[];
  reason: string;
}

/** Which sources of stock are not heard (`sources.stale`): told to a page when it connects, and to all when it changes. */
export interface SourcesStale {
  sources: Pick<EventData<typeof SyncStale>, 'source' | 'last_success_at'>[];
  /** For how long that has been so, as far as the instance knows. */
  since_ms: number;
}

/** How a run of synchronisation stands (`sync.progress`), to staff who may see runs: once a second while it goes on. */
export interface SyncProgress {
  id: string;
  type: 'sync.progress';
  version: number;
  data: EventData<typeof SyncProgressed>;
  timestamp: string;
}

/** An update of somebody's has failed after it was taken (`notice`), told to them alone; kept until they dismiss it. */
export type Notice = Pick<
  EventData<typeof ContentUpdateFailed>,
  'update' | 'part_id' | 'run_id' | 'retrying' | 'detail'
> & { id: string; created_at: string };

/** Something staff should look at now (`alert`). */
export interface Alert {
  /** The same for one cause, so that a page shows it once. */
  id: string;
  code: string;
  severity: 'info' | 'warning' | 'critical';
  detail: string;
  part_id: number | null;
  /** The account it is about, if it is about one. */
  user_id?: string | null;
  timestamp: string;
}
