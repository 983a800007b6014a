import { applyEffects, type VersionedCache } from '@tandem/cache';
import { TREE_GENERATION } from '@tandem/contracts';
import { contentCacheEffects } from '../content/content-cache.js';
import { generationsOf } from '../parts/list-dependencies.js';
import type { AppliedProducts } from './apply-products.js';

const ENTRIES_AT_ONCE = 200;

/** What shoppers' next reads must find of products that are committed. */
export async function tellCache(
  cache: VersionedCache,
  { changes, termsMade }: AppliedProducts,
): Promise<void> {
  const { entries = [], generations = [], changes: ids } = contentCacheEffects(changes);
  // A script that is handed thousands of entries would keep everybody else waiting.
  for (let at = 0; at < entries.length; at += ENTRIES_AT_ONCE)
    await cache.writeThrough(entries.slice(at, at + ENTRIES_AT_ONCE));
  const more = termsMade ? [TREE_GENERATION, ...generationsOf(['game'], ['terms'])] : [];
  await applyEffects(cache, { generations, changes: ids });
  await applyEffects(cache, { generations: more });
}
