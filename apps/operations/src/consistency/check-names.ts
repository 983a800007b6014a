import { CACHE_CHECKS, CHECKS } from '@tandem/consistency';

export const CACHE_NAMES: readonly string[] = CACHE_CHECKS.map(({ name }) => name);

/** The names of all checks, those of the cache last. */
export const CHECK_NAMES: readonly string[] = [...CHECKS.map(({ name }) => name), ...CACHE_NAMES];
