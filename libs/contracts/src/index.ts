export * from './events/order-created.js';
export * from './events/order-paid.js';
export * from './events/order-parcel-handed-over.js';
export * from './events/order-fulfilment-requested.js';
export * from './events/order-completed.js';
export * from './events/order-failed.js';
export * from './events/order-cancelled.js';
export * from './events/order-refunded.js';
export * from './events/order-keys-updated.js';
export * from './events/order-unpaid-refused.js';
export * from './events/cart-migrated.js';
export * from './events/cart-updated.js';
export * from './events/wishlist-migrated.js';
export * from './events/g2a-payment-updated.js';
export * from './events/g2a-product-upserted.js';
export * from './events/g2a-stock-changed.js';
export * from './events/g2a-order-updated.js';
export * from './events/g2a-key-delivered.js';
export * from './events/sync-started.js';
export * from './events/sync-progressed.js';
export * from './events/sync-completed.js';
export * from './events/sync-failed.js';
export * from './events/external-stock-changed.js';
export * from './events/sync-stale.js';
export * from './events/sync-recovered.js';
export * from './events/sale-numbered.js';
export * from './events/shortfall-changed.js';
export * from './events/product-unlinked.js';
export * from './events/category-moved.js';
export * from './events/taxonomy-changed.js';
export * from './events/content-rolled-back.js';
export * from './events/content-update-failed.js';
export * from './events/content-updated.js';
export * from './events/images-updated.js';
export * from './events/part-created.js';
export * from './events/part-deleted.js';
export * from './events/part-restored.js';
export * from './events/price-updated.js';
export * from './events/reservation-committed.js';
export * from './events/reservation-created.js';
export * from './events/reservation-expired.js';
export * from './events/reservation-released.js';
export * from './events/stock-depleted.js';
export * from './events/stock-low.js';
export * from './events/stock-replenished.js';
export * from './events/stock-updated.js';
export * from './events/session-ended.js';
export * from './events/user-deleted.js';
export * from './events/user-registered.js';
export * from './events/user-role-changed.js';
export * from './events/user-updated.js';
export * from './read-models/all.js';
export * from './read-models/cart.js';
export * from './read-models/g2a-sync-progress.js';
export * from './read-models/game.js';
export * from './read-models/list-generations.js';
export * from './read-models/part.js';
export * from './read-models/part-images.js';
export * from './read-models/part-prices.js';
export * from './read-models/part-specs.js';
export * from './read-models/part-stock.js';
export * from './read-models/parts-list.js';
export * from './views/all.js';
export * from './views/category-refs.js';
export * from './views/ended-sessions.js';
export * from './views/flags.js';
export * from './views/part-offers.js';
export * from './views/part-refs.js';
export * from './views/people.js';
export * from './views/source-health.js';
export * from './views/stock-public.js';
export * from './views/stock-staff.js';
export * from './views/view.js';
export * from './answers.js';
export * from './asyncapi.js';
export * from './catalogue.js';
export * from './taxonomies.js';
export * from './compatibility.js';
export * from './define-event.js';
export {
  image,
  money,
  partFields,
  partKind,
  plainPartFields,
  publicPart,
  publicPartContent,
  publicStockSchema,
  reference,
  specification,
  type HoldEnd,
} from './fragments.js';
export * from './http.js';
export * from './part-statuses.js';
export { ORDER_MOVES, ORDER_STATUSES, type OrderStatus } from './order-fragments.js';
export * from './operations.js';
export {
  PURCHASE_STATES,
  STOCK_SOURCES,
  SYNC_KINDS,
  type PurchaseState,
  type StockSource,
  type SyncKind,
} from './sync-fragments.js';
export type { AnswerParser } from './parser.js';
export * from './flags.js';
export * from './socket.js';
export { assertEvent, readingProblems, validateEvent } from './validate.js';
export { answerOf, parserOf } from './parser.js';
export * from './alert-messages.js';
