export { cacheKeys, cacheTypeOf } from './keys.js';
export { isWhole } from './entry.js';
export type { CacheEntry, CacheHit, CachedGroup, KeyVersion } from './entry.js';
export { VersionedCache } from './versioned-cache.js';
export type { LoadOptions, VersionedCacheOptions } from './versioned-cache.js';
export type { ListRead } from './lists.js';
export type { OverlaidList, OverlaidListRead } from './overlaid-lists.js';
export { groupOf } from './loader.js';
export type { GroupsLoader } from './loader.js';
export type { CacheStore } from './store.js';
export { MemoryStore, processMemoryStore } from './memory-store.js';
export { RedisStore, StoreDownError } from './redis-store.js';
export type { RedisStoreOptions } from './redis-store.js';
export { DatabaseGuard, changeIdOf } from './guard.js';
export type { Affected, DatabaseChange } from './guard.js';
export { affectedByPartChange, partContentKeys } from './affected-by.js';
export { CacheInvalidate, CacheResponse, applyEffects } from './decorators.js';
export type {
  CacheEffects,
  CacheGroupOptions,
  CacheInvalidateOptions,
  CacheListOptions,
  Cached,
} from './decorators.js';
export type { CacheTelemetry } from './telemetry.js';
export { guardCache } from './guard-cache.js';
export type { CacheGuardOptions, RunningGuard } from './guard-cache.js';
export { CacheModule } from './cache.module.js';
export type { CacheModuleOptions } from './cache.module.js';
