import type { EventDefinition } from './define-event.js';
import { CategoryMoved } from './events/category-moved.js';
import { ContentRolledBack } from './events/content-rolled-back.js';
import { ContentUpdateFailed } from './events/content-update-failed.js';
import { ContentUpdated } from './events/content-updated.js';
import { ImagesUpdated } from './events/images-updated.js';
import { OrderCreated } from './events/order-created.js';
import { OrderParcelHandedOver } from './events/order-parcel-handed-over.js';
import { OrderPaid } from './events/order-paid.js';
import { OrderFulfilmentRequested } from './events/order-fulfilment-requested.js';
import { OrderCompleted } from './events/order-completed.js';
import { OrderFailed } from './events/order-failed.js';
import { OrderCancelled } from './events/order-cancelled.js';
import { OrderRefunded } from './events/order-refunded.js';
import { OrderKeysUpdated } from './events/order-keys-updated.js';
import { OrderUnpaidRefused } from './events/order-unpaid-refused.js';
import { CartMigrated } from './events/cart-migrated.js';
import { CartUpdated } from './events/cart-updated.js';
import { WishlistMigrated } from './events/wishlist-migrated.js';
import { G2aPaymentUpdated } from './events/g2a-payment-updated.js';
import { PartCreated } from './events/part-created.js';
import { PartDeleted } from './events/part-deleted.js';
import { PartRestored } from './events/part-restored.js';
import { PriceUpdated } from './events/price-updated.js';
import { ReservationCommitted } from './events/reservation-committed.js';
import { ReservationCreated } from './events/reservation-created.js';
import { ReservationExpired } from './events/reservation-expired.js';
import { ReservationReleased } from './events/reservation-released.js';
import { SessionEnded } from './events/session-ended.js';
import { StockDepleted } from './events/stock-depleted.js';
import { StockLow } from './events/stock-low.js';
import { StockReplenished } from './events/stock-replenished.js';
import { StockUpdated } from './events/stock-updated.js';
import { G2aProductUpserted } from './events/g2a-product-upserted.js';
import { G2aStockChanged } from './events/g2a-stock-changed.js';
import { G2aOrderUpdated } from './events/g2a-order-updated.js';
import { G2aKeyDelivered } from './events/g2a-key-delivered.js';
import { SyncStarted } from './events/sync-started.js';
import { SyncProgressed } from './events/sync-progressed.js';
import { SyncCompleted } from './events/sync-completed.js';
import { SyncFailed } from './events/sync-failed.js';
import { ExternalStockChanged } from './events/external-stock-changed.js';
import { ProductUnlinked } from './events/product-unlinked.js';
import { SyncStale } from './events/sync-stale.js';
import { SyncRecovered } from './events/sync-recovered.js';
import { SaleNumbered } from './events/sale-numbered.js';
import { ShortfallChanged } from './events/shortfall-changed.js';
import { TaxonomyChanged } from './events/taxonomy-changed.js';
import { UserDeleted } from './events/user-deleted.js';
import { UserRegistered } from './events/user-registered.js';
import { UserRoleChanged } from './events/user-role-changed.js';
import { UserUpdated } from './events/user-updated.js';

/** Every event of the platform; the AsyncAPI document is made from this list. */
export const ALL_EVENTS: readonly EventDefinition[] = [
  PartCreated,
  ContentUpdated,
  ContentUpdateFailed,
  PriceUpdated,
  ImagesUpdated,
  PartDeleted,
  PartRestored,
  ContentRolledBack,
  CategoryMoved,
  TaxonomyChanged,
  StockUpdated,
  StockDepleted,
  StockReplenished,
  StockLow,
  ReservationCreated,
  ReservationCommitted,
  ReservationReleased,
  ReservationExpired,
  UserRegistered,
  UserUpdated,
  UserRoleChanged,
  UserDeleted,
  SessionEnded,
  OrderCreated,
  OrderPaid,
  OrderFulfilmentRequested,
  OrderCompleted,
  OrderFailed,
  OrderCancelled,
  OrderRefunded,
  OrderKeysUpdated,
  OrderParcelHandedOver,
  OrderUnpaidRefused,
  CartMigrated,
  CartUpdated,
  WishlistMigrated,
  G2aPaymentUpdated,
  G2aProductUpserted,
  G2aStockChanged,
  G2aOrderUpdated,
  G2aKeyDelivered,
  SyncStarted,
  SyncProgressed,
  SyncCompleted,
  SyncFailed,
  ExternalStockChanged,
  ProductUnlinked,
  SyncStale,
  SyncRecovered,
  SaleNumbered,
  ShortfallChanged,
];

/** Topic names by what they are about. */
export const TOPICS = {
  part: 'tandem.catalog.part',
  stock: 'tandem.inventory.stock',
  user: 'tandem.auth.user',
  order: 'tandem.order.order',
  cart: 'tandem.order.cart',
  g2a: 'tandem.sync.g2a',
  externalStock: 'tandem.sync.inventory',
} as const;

/** Beginning of the topics that a developer reads; no service does. */
export const DEBUG_TOPICS = 'tandem.debug.';

const byType = new Map(ALL_EVENTS.map((event) => [event.type, event]));

/** The definition of a CloudEvents type, or undefined when this platform has none. */
export function eventByType(type: string): EventDefinition | undefined {
  return byType.get(type);
}

/** The dead-letter topic of a topic. */
export function dlqOf(topic: string): string {
  return `${topic}.dlq`;
}

/**
 * How a topic is made, here and where an administrator makes it: events pass, state is asked for. They stay for seven days,
 * whatever the broker's own default: less than any service knows which events it has handled (`INBOX_DAYS`).
 */
export const TOPIC_SHAPE = {
  partitions: 3,
  config: { 'cleanup.policy': 'delete', 'retention.ms': `${7 * 86_400_000}` },
} as const;

/** A topic in that shape, in the words of the Kafka client. */
export function newTopic(topic: string): {
  topic: string;
  numPartitions: number;
  configEntries: { name: string; value: string }[];
} {
  const { partitions, config } = TOPIC_SHAPE;
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  return { topic, numPartitions: partitions, configEntries };
}

/** Names the schema of an event's data: `ce_dataschema` of the event, `$id` of the schema in the AsyncAPI document. */
export function schemaIdOf(type: string): string {
  return `https://tandem.test/events/${type}.json`;
}
