export { Backoff, PACE, backoffMs, pause, retrying } from './backoff.js';
export type { Pace } from './backoff.js';
export { breathing } from './breathing.js';
export { CURRENCIES, currencyDecimals, currencyDecimalsSql, isCurrency } from './currencies.js';
export { decodeCursor, encodeCursor, walkedPage } from './cursor.js';
export type { Page } from './cursor.js';
export {
  DomainError,
  MOST_ERRORS,
  conflict,
  invalidField,
  isRefusal,
  notFound,
  rateLimited,
  unavailable,
  validationFailed,
  versionConflict,
  writeInFlight,
} from './errors.js';
export type { ErrorKind, FieldError } from './errors.js';
export { defused, undefused } from './formula-cells.js';
export { MAX_INT4, parseIntId } from './ids.js';
export { fromMinor, greatestMinor, minus, moneyFormat, times, toMinor } from './money.js';
export type { Money } from './money.js';
export { slices } from './slices.js';
export { isStorableText, lengthOf } from './text.js';
export { isDay, isInstant } from './time.js';
export { TokenBucket } from './token-bucket.js';
