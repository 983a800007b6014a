import { CACHE_CHECKS, CHECKS, PAGE_CHECKS } from '@tandem/consistency';

export const CACHE_NAMES: readonly string[] = CACHE_CHECKS.map(({ name }) => name);

export const PAGE_NAMES: readonly string[] = PAGE_CHECKS.map(({ name }) => name);

/** The names of all checks, those of the cache and of pages last. */
export const CHECK_NAMES: readonly string[] = [
  ...CHECKS.map(({ name }) => name),
  ...CACHE_NAMES,
  ...PAGE_NAMES,
];
