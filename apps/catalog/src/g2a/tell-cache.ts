import { applyEffects, type VersionedCache } from '@tandem/cache';
import { TREE_GENERATION } from '@tandem/contracts';
import { writeChangesThrough } from '../content/content-cache.js';
import { generationsOf } from '../parts/list-dependencies.js';
import type { AppliedProducts } from './apply-products.js';

/** What shoppers' next reads must find of products that are committed. */
export async function tellCache(
  cache: VersionedCache,
  { changes, termsMade }: AppliedProducts,
): Promise<void> {
  await writeChangesThrough(cache, changes);
  const more = termsMade ? [TREE_GENERATION, ...generationsOf(['game'], ['terms'])] : [];
  await applyEffects(cache, { generations: more });
}
