import type { paths } from './generated/api';

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

/** How the shop is, as everybody reads it. */
export type ShopStatus = Answer<'/api/v1/status'>;
/** How a service and what it depends on is. */
export type ServiceHealth = Answer<'/api/v1/admin/health'>['services'][number];
export type HealthChange = Answer<'/api/v1/admin/health/changes'>['items'][number];
/** What went wrong; one alone has its timeline. */
export type Incident = Answer<'/api/v1/admin/incidents'>['items'][number];
export type IncidentDetail = Answer<'/api/v1/admin/incidents/{id}'>;
export type IncidentEntry = IncidentDetail['entries'][number];
export type NewIncidentEntry = Sent<'/api/v1/admin/incidents/{id}/entries'>;
/** What the monitoring has told. */
export type StaffAlert = Answer<'/api/v1/admin/alerts'>['items'][number];
/** A trace that was kept, as a list shows it. */
export type TraceSummary = Answer<'/api/v1/admin/traces'>['items'][number];
export type TraceReason = TraceSummary['reason'];
export type Trace = Answer<'/api/v1/admin/traces/{trace_id}'>;
/** A kind of statement that took long. */
export type SlowStatement = Answer<'/api/v1/admin/slow-statements'>['items'][number];
export type PartPage = Answer<'/api/v1/parts'>;
export type Part = PartPage['items'][number];
/** What a list can be narrowed to, with counts. */
export type Facets = NonNullable<PartPage['facets']>;
/** What a shopper may be typing. */
export type Suggestion = Answer<'/api/v1/search-suggestions'>['items'][number];
export type AdminPartPage = Answer<'/api/v1/admin/parts'>;
export type AdminPart = Answer<'/api/v1/admin/parts/{id}'>;
/** Words that mean the same in searches. */
export type Synonym = Answer<'/api/v1/admin/search/synonyms'>['items'][number];
export type SynonymFields = Pick<Synonym, 'kind' | 'words' | 'targets'>;
export type SearchSettings = Answer<'/api/v1/admin/search/settings'>;
/** A category as content staff work with it. */
/** A genre or a platform; both have the same fields. */
export type AdminTerm = Answer<'/api/v1/admin/genres'>['items'][number];
export type AdminCategory = Answer<'/api/v1/admin/categories'>['items'][number];
/** A field that G2A tells and staff may keep or give back. */
export type OwnedField =
  paths['/api/v1/admin/parts/{id}/fields/{field}/release']['post']['parameters']['path']['field'];
/** A field of a part that an earlier version can give back alone. */
export type RestorableField = NonNullable<
  Sent<'/api/v1/admin/parts/{id}/versions/{n}/rollback'>['fields']
>[number];
/** Of anybody, as staff see it. */
export type Account = Answer<'/api/v1/admin/users/{id}'>;
export type Role = Answer<'/api/v1/admin/roles/{name}'>;
export type SessionPage = Answer<'/api/v1/admin/users/{id}/sessions'>;
export type Job = Answer<'/api/v1/admin/jobs'>['items'][number];
/** How much the shop’s cache answers. */
export type CacheState = Answer<'/api/v1/admin/cache'>;
export type ConsistencyReport = Answer<'/api/v1/admin/consistency/report'>;
/** What the watcher saw of the shop's pages. */
export type WatchedReads = Answer<'/api/v1/admin/consistency/reads'>;
export type DeadLetter = Answer<'/api/v1/admin/events/dead-letters'>['items'][number];
/** A chart of how the shop runs. */
export type Chart = Answer<'/api/v1/admin/metrics'>['charts'][number];
/** Events of the past that were handed over once more. */
export type Replay = Answer<'/api/v1/admin/events/replays'>['items'][number];
export type ReplayAsked = Sent<'/api/v1/admin/events/replay'>;
export type ReplayPreview = Posted<'/api/v1/admin/events/replay'>['preview'];
export type SyncRun = Answer<'/api/v1/admin/sync/runs'>['items'][number];
export type Integrations = Answer<'/api/v1/admin/sync/health'>;
/** Which part is which product outside. */
export type ProductLink = Answer<'/api/v1/admin/sync/links'>['items'][number];
/** A product of G2A that the catalogue can't take. */
export type RefusedProduct = Answer<'/api/v1/admin/g2a/refused-products'>['items'][number];
/** Orders need more of a part than the outside system that counts it has. */
export type Shortfall = Answer<'/api/v1/admin/sync/shortfalls'>['items'][number];
/** What staff keep back of a part, or of each part in a category. */
export type KeptBack = Answer<'/api/v1/admin/stock/safety-buffers'>['items'][number];
export type CategoryBuffer = Answer<'/api/v1/admin/stock/safety-buffers/categories/{category_id}'>;
export type PartBuffer = Answer<'/api/v1/admin/parts/{id}/stock/safety-buffer'>;
/** One change of one row, with who made it. */
export type AuditEntry = Answer<'/api/v1/admin/audit'>['items'][number];
/** Who did how much of what. */
export type AuditReport = Answer<'/api/v1/admin/audit/report'>;
/** Filters of the audit log that somebody saved. */
export type SavedAuditFilters = Answer<'/api/v1/admin/audit/saved-filters'>;
/** What an outside system told, without its signature. */
export type InboxNotification = Answer<'/api/v1/admin/webhooks'>['items'][number];
/** The purchase of one key at G2A, for one unit of an order. */
export type KeyOrder = Answer<'/api/v1/admin/game-keys'>['items'][number];
/** A partner's system that is told of public changes. */
export type WebhookEndpoint = Answer<'/api/v1/admin/webhook-endpoints/{id}'>;
export type WebhookDelivery =
  Answer<'/api/v1/admin/webhook-endpoints/{id}/deliveries'>['items'][number];
export type WebhookSecret = Answer<'/api/v1/admin/webhook-endpoints/{id}/secrets'>['items'][number];
export type Flag = Answer<'/api/v1/admin/flags'>['items'][number];
export type StockLevel = Answer<'/api/v1/admin/parts/{id}/stock'>;
/** One change of how many units of a part there are. */
export type StockMovement = Answer<'/api/v1/admin/parts/{id}/stock/movements'>['items'][number];

/** A change of many parts at once. */
export type BulkRun = Answer<'/api/v1/admin/bulk/{id}'>;
export type BulkChange = BulkRun['change'];
export type BulkRow = Answer<'/api/v1/admin/bulk/{id}/rows'>['items'][number];

type Created<P extends keyof paths> = paths[P] extends {
  post: { responses: { 201: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type Cart = Answer<'/api/v1/cart'>;
export type CartLine = Cart['items'][number];
export type Wishlist = Answer<'/api/v1/wishlist'>;
export type WishlistItem = Wishlist['items'][number];
export type Order = Answer<'/api/v1/orders'>['items'][number];
export type OrderDetail = Answer<'/api/v1/orders/{id}'>;
/** The key of one unit of a game. */
export type OrderKey = NonNullable<OrderDetail['items'][number]['keys']>[number];
export type OrderStatus = Order['status'];
export type PaymentMethod = Order['payment_method'];
type Wallet = Answer<'/api/v1/wallet'>;
export type TopUp = Created<'/api/v1/wallet/top-ups'>;
export type TopUpMethod = Wallet['top_up_methods'][number];
export type Transaction = Answer<'/api/v1/transactions'>['items'][number];

type Sent<P extends keyof paths> = paths[P] extends {
  post: { requestBody: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

type Posted<P extends keyof paths> = paths[P] extends {
  post: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type ShownKey = Posted<'/api/v1/orders/{id}/keys/{key_id}/reveal'>;
export type StaffOrder = Answer<'/api/v1/admin/orders'>['items'][number];
export type StaffOrderDetail = Answer<'/api/v1/admin/orders/{id}'>;
export type BulkPreview = Sent<'/api/v1/admin/bulk'>;
export type BulkStockPreview = Sent<'/api/v1/admin/bulk-stock'>;
export type RefundWish = Sent<'/api/v1/admin/orders/{id}/refunds'>;
export type PartsImport = Answer<'/api/v1/admin/imports'>['items'][number];
export type ImportField = PartsImport['columns'][number]['field'] & string;
