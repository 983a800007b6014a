import {
  ContentRolledBack,
  ContentUpdated,
  ImagesUpdated,
  PartCreated,
  PartDeleted,
  PartRestored,
  PriceUpdated,
} from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import type { Tx } from '@tandem/persistence';
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
  if (changed.length > 1) return 'content.updated';
  if (changed[0] === 'price') return 'price.updated';
  return changed[0] === 'images' ? 'images.updated' : 'content.updated';
}

/** Puts the event of a change into the outbox of its transaction. */
export async function announce(
  tx: Tx,
  document: PartDocument,
  change: RecordedChange,
  changedBy: string | null,
): Promise<string> {
  const { id, version, kind, status, content } = document;
  const who = { part_id: id, version, sku: content.sku, kind, changed_by: changedBy };
  const data = { ...who, changed: change.changed, status, part: content };
  switch (change.event) {
    case 'part.created':
      return outbox.add(tx, PartCreated, data);
    case 'part.restored':
      return outbox.add(tx, PartRestored, data);
    case 'part.deleted':
      return outbox.add(tx, PartDeleted, who);
    case 'content.rolled_back':
      return outbox.add(tx, ContentRolledBack, { ...data, rolled_back_to: change.rolledBackTo! });
    case 'price.updated':
      return outbox.add(tx, PriceUpdated, data);
    case 'images.updated':
      return outbox.add(tx, ImagesUpdated, data);
    case 'content.updated':
      return outbox.add(tx, ContentUpdated, data);
  }
}
