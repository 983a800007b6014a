import { publicPartContent } from '@tandem/contracts';
import { allowed, allowListOf } from './allow-list.js';
import type { AllowList } from './allow-list.js';

/** What shoppers are told of an event. */
export interface PublicView {
  type: string;
  data: Record<string, unknown>;
}

const PART = allowListOf(publicPartContent);

const CONTENT: AllowList = {
  part_id: true,
  version: true,
  kind: true,
  sku: true,
  changed: true,
  part: PART,
};

const STOCK: AllowList = {
  part_id: true,
  version: true,
  current_stock: true,
  available_stock: true,
  is_in_stock: true,
  is_low_stock: true,
  updated_at: true,
};

const GONE: AllowList = { part_id: true, version: true, sku: true, kind: true };

/** Per event type what a shopper may see of its data. A type that isn't here never reaches them. */
export const PUBLIC_FIELDS: Readonly<Record<string, AllowList>> = {
  'part.created': CONTENT,
  'content.updated': CONTENT,
  'price.updated': CONTENT,
  'images.updated': CONTENT,
  'part.restored': CONTENT,
  'content.rolled_back': CONTENT,
  'part.deleted': GONE,
  'stock.updated': STOCK,
  'stock.depleted': STOCK,
  'stock.replenished': STOCK,
  'stock.low': STOCK,
};

/**
 * What shoppers are told of an event, or null when nothing. A part that is deleted, a draft or
 * archived is gone for them, whatever staff do to it, and they learn that once.
 */
export function publicView(
  type: string,
  data: Readonly<Record<string, unknown>>,
  part: { wasPublic: boolean; isPublic: boolean },
): PublicView | null {
  const fields = PUBLIC_FIELDS[type];
  if (!fields) return null;
  if (!part.isPublic) {
    return part.wasPublic ? { type: 'part.deleted', data: pick(data, GONE) } : null;
  }
  const view = pick(data, fields);
  if (Array.isArray(view['changed'])) {
    view['changed'] = view['changed'].filter((name) =>
      Object.hasOwn(publicPartContent.properties, name as string),
    );
  }
  return { type, data: view };
}

function pick(data: Readonly<Record<string, unknown>>, fields: AllowList): Record<string, unknown> {
  return allowed(data, fields) as Record<string, unknown>;
}
