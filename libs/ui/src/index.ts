export { useAction } from './action/use-action';
export { useKeyedAttempt } from './action/keyed-attempt';
export { createApi, unwrap, type TandemApi } from './api/client';
export { ApiError, toApiError, type Problem } from './api/problem';
export type * from './api/types';
export { default as CredentialsCard } from './components/CredentialsCard.vue';
export { default as ErrorPanel } from './components/ErrorPanel.vue';
export { vFlash } from './components/flash';
export { default as LiveBadge } from './components/LiveBadge.vue';
export { default as ModalDialog } from './components/ModalDialog.vue';
export { default as StockBadge } from './components/StockBadge.vue';
export { imageUrl } from './image';
export {
  formatDateTime,
  formatDay,
  formatMinute,
  formatMoney,
  formatMovement,
  type MoneyValue,
} from './format';
export { fetchAgain } from './live/fetch-again';
export {
  LiveClient,
  type CartUpdate,
  type LiveEvent,
  type LiveState,
  type ListChange,
  type OrderUpdate,
  type PartVersions,
} from './live/live-client';
export { Meanwhile } from './live/meanwhile';
export { watchLive } from './live/watch-live';
export { watchCart, watchOrders } from './live/watch-own';
export { createSession, type Session, type SessionUser } from './session/session';
export { safeBack } from './session/safe-back';
export { createTheme } from './theme/vuetify';
