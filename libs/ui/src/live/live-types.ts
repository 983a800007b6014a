import type {
  CartUpdate,
  Envelope as LiveEvent,
  ListChanged as ListChange,
  OrderUpdate,
  PartVersions,
  SourcesStale,
  SyncProgress,
} from '@tandem/contracts/socket';

export type { CartUpdate, LiveEvent, ListChange, OrderUpdate, SourcesStale, SyncProgress };

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
