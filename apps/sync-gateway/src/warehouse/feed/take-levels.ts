import type { Tx } from '@tandem/persistence';
import { linkNew } from '../../links/link-store.js';
import type { Level } from '../client/warehouse-answers.js';
import { announceLevels, keepLevels, unlinkedParts } from './level-store.js';

/**
 * Takes what the warehouse says: keeps it, links SKUs at first sight, and announces what is news, each SKU once. The caller's
 * transaction holds the lock of the feed.
 * @returns how many were announced.
 */
export async function takeLevels(tx: Tx, levels: readonly Level[]): Promise<number> {
  if (levels.length === 0) return 0;
  const news = await keepLevels(tx, levels);
  const linked = await linkParts(tx, [...new Set(levels.map(({ sku }) => sku))]);
  return announceLevels(tx, [...new Set([...news, ...linked])]);
}

/** Links the parts of these SKUs, except where that was ever done before. @returns the SKUs that are linked now. */
export async function linkParts(tx: Tx, skus: readonly string[]): Promise<string[]> {
  const parts = await unlinkedParts(tx, skus);
  const links = parts.map(({ part_id, sku }) => ({ external_id: sku, part_id, sku }));
  return (await linkNew(tx, 'warehouse', links)).map(({ external_id }) => external_id);
}
