/** The envelope of every change event on the socket (the Socket.IO event name is its type). */
export interface LiveEvent {
  id: string;
  type: string;
  part_id: number;
  version: number;
  data: Record<string, unknown>;
  timestamp: string;
}

/** What the owner of an order, and staff, are told of each change of it (`order.updated`). */
export interface OrderUpdate {
  id: string;
  type: string;
  order_id: string;
  version: number;
  data: {
    order_id: string;
    number: number;
    status: string;
    reason: string | null;
    total: { amount: string; currency: string };
    refunded: { amount: string; currency: string };
    updated_at: string;
    /** Whose it is; staff only. */
    user_id?: string;
  };
  timestamp: string;
}

/** The cart of the account has another version (`cart.updated`): who shows an older one fetches it again. */
export interface CartUpdate {
  id: string;
  type: string;
  version: number;
  data: { version: number };
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
  /** A change of an order: of the shopper's own, or for staff of anybody's. */
  onOrder?: (update: OrderUpdate) => void;
  onCart?: (update: CartUpdate) => void;
  /**
   * What was missed is no longer held, or (for orders and cart) this is the first connection as this person: refetch
   * everything shown.
   */
  onResync?: () => void;
}

export type LiveState = 'connecting' | 'live' | 'reconnecting';
