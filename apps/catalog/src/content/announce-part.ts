import {
  ContentRolledBack,
  ContentUpdated,
  ImagesUpdated,
  PartCreated,
  PartDeleted,
  PartRestored,
  PriceUpdated,
  type PartStatus,
} from '@tandem/contracts';
import { newEvent, type NewEvent } from '@tandem/messaging';
import type { PartDocument } from '../parts/part-document.js';

export type PartEventType =
  | 'part.created'
  | 'part.deleted'
  | 'part.restored'
  | 'content.rolled_back'
  | 'content.updated'
  | 'price.updated'
  | 'images.updated';

/** A change of a part, as its history and its event tell it. */
export interface RecordedChange {
  event: PartEventType;
  changed: string[];
  summary: string | null;
  rolledBackTo?: number;
}

/** One change is one event, of the most telling type. */
export function eventFor(changed: readonly string[]): PartEventType {
  if (changed.every((field) => field === 'price' || field === 'sale')) return 'price.updated';
  if (changed.length > 1) return 'content.updated';
  return changed[0] === 'images' ? 'images.updated' : 'content.updated';
}

/**
 * Events tell who may see a part, in the words that consumers of former releases know. What is no longer sold has a page as
 * what is for sale has, and says `discontinued` itself.
 */
export const ANNOUNCED_AS = {
  draft: 'draft',
  scheduled: 'draft',
  active: 'active',
  discontinued: 'active',
  archived: 'archived',
} as const satisfies Record<PartStatus, string>;

/** The event of a change. */
export function eventOf(
  document: PartDocument,
  change: RecordedChange,
  changedBy: string | null,
): NewEvent {
  const { id, version, kind, content } = document;
  const status = ANNOUNCED_AS[document.status];
  const who = { part_id: id, version, sku: content.sku, kind, changed_by: changedBy };
  const data = { ...who, changed: change.changed, status, part: content };
  switch (change.event) {
    case 'part.created':
      return newEvent(PartCreated, data);
    case 'part.restored':
      return newEvent(PartRestored, data);
    case 'part.deleted':
      return newEvent(PartDeleted, who);
    case 'content.rolled_back':
      return newEvent(ContentRolledBack, { ...data, rolled_back_to: change.rolledBackTo! });
    case 'price.updated':
      return newEvent(PriceUpdated, data);
    case 'images.updated':
      return newEvent(ImagesUpdated, data);
    case 'content.updated':
      return newEvent(ContentUpdated, data);
  }
}
