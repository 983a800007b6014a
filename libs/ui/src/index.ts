export { useAction } from './action/use-action';
export { useKeyedAttempt } from './action/keyed-attempt';
export { default as AmountField } from './amount/AmountField.vue';
export { amountText, readAmount } from './amount/read-amount';
export { ASK_AGAIN } from './api/ask-again';
export { createApi, unwrap } from './api/client';
export { ApiError, toApiError, type Problem } from './api/problem';
export type * from './api/types';
export { default as CredentialsCard } from './components/CredentialsCard.vue';
export { default as ErrorPanel } from './components/ErrorPanel.vue';
export { vFlash } from './components/flash';
export { default as LoadedContent } from './components/LoadedContent.vue';
export { default as LiveBadge } from './components/LiveBadge.vue';
export { default as ModalDialog } from './components/ModalDialog.vue';
export { default as RichText } from './components/RichText.vue';
export { default as StockBadge } from './components/StockBadge.vue';
export { default as TimeText } from './components/TimeText.vue';
export { useNow } from './components/use-now';
export { endOfSearch } from './end-of-search';
export { createFlags } from './flags/flags';
export { imageUrl } from './image';
export {
  formatDate,
  formatDateTime,
  formatDay,
  formatMoney,
  formatMovement,
  formatNumber,
  formatRoundMoney,
} from './format';
export { fetchAgain } from './live/fetch-again';
export { followMessage } from './live/follow-message';
export { LiveClient } from './live/live-client';
export type * from './live/live-types';
export { Meanwhile } from './live/meanwhile';
export { watchLive } from './live/watch-live';
export { watchCart, watchOrders } from './live/watch-own';
export { methodText, TRANSACTION_TYPES } from './orders/order-words';
export { default as OrderStatusChip } from './orders/OrderStatusChip.vue';
export { followSession } from './session/follow-session';
export { createSession } from './session/session';
export { guardSession } from './session/session-routes';
export { safeBack } from './session/safe-back';
export { default as PartStates } from './status/PartStates.vue';
export { createTheme } from './theme/vuetify';
export { createToasts } from './toast/toasts';
export { default as ToastQueue } from './toast/ToastQueue.vue';
export { default as UnsavedDialog } from './navigation/UnsavedDialog.vue';
export { useUnsaved, type UnsavedGuard } from './navigation/use-unsaved';
export { default as NavigationStatus } from './navigation/NavigationStatus.vue';
export { followNavigation, usePageTitle } from './navigation/navigation';
export { default as AccountStatus } from './session/AccountStatus.vue';
