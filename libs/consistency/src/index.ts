export { findWrong } from './find-wrong.js';
export type { Finding } from './find-wrong.js';
export { findWrongInCache } from './find-wrong-in-cache.js';
export type { CacheCheckName, CacheFinding } from './find-wrong-in-cache.js';
export { lookForDifferences } from './look-for-differences.js';
export { CHECKS } from './checks.js';
export type { CheckName } from './checks.js';
export type { Query } from './slices.js';
export { CACHE_CHECKS } from './cache-checks.js';
