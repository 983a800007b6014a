import { eventByType, PartCreated, TaxonomyChanged, TOPICS } from '@tandem/contracts';
import type { NewLogEntry } from '../event-log/log-entry.js';
import { listRoomsOf } from './list-rooms.js';
import type { Listed } from './list-rooms.js';
import type { PartKnowledge, PartNews } from './part-versions.js';
import { ownView } from './own-view.js';
import { publicView } from './public-view.js';

/** An event as it arrived. */
export interface Arrival {
  id: string;
  topic: string;
  type: string;
  subject: string;
  time: string;
  correlationId: string | null;
  traceparent: string | null;
  /** It tells how things are, to readers that came later; nothing has changed. */
  snapshot: boolean;
  data: Readonly<Record<string, unknown>>;
}

/** A stock event after which lists that show only what is in stock differ. */
const FLIPS_STOCK: readonly string[] = ['stock.depleted', 'stock.replenished'];

/** What an event tells of a part, or null when it is about something else. */
export function newsOf(event: Arrival): PartNews | null {
  const { part_id: partId, version, part, status } = event.data;
  if (typeof partId !== 'number' || typeof version !== 'number') return null;
  // A sale or a shortfall of a part counts versions of its own.
  if (eventByType(event.type)?.aggregateKey !== 'part_id') return null;
  if (event.topic === TOPICS.stock) return { partId, stockVersion: version };
  if (event.topic !== TOPICS.part) return null;
  return {
    partId,
    contentVersion: version,
    // A deleted part stays noted with its lists: they are the ones it vanishes from.
    lists: part ? listRoomsOf(part as Listed) : undefined,
    isPublic: event.type !== 'part.deleted' && (status ?? 'active') === 'active',
  };
}

/**
 * The log entry of an event, given what was known before: of its part, or the newest version of its order.
 */
export function logEntryOf(
  event: Arrival,
  news: PartNews | null,
  before: PartKnowledge | null,
  newestVersion = 0,
): NewLogEntry {
  const own = ownView(event.topic, event.type, event.data);
  const entry: NewLogEntry = {
    eventId: event.id,
    topic: event.topic,
    type: event.type,
    subject: event.subject,
    partId: news?.partId ?? null,
    userId: own?.userId ?? null,
    version: typeof event.data['version'] === 'number' ? event.data['version'] : null,
    lists: event.type === TaxonomyChanged.type ? [event.subject] : [],
    publicType: own?.type ?? null,
    publicData: own?.data ?? null,
    staffData: { ...event.data },
    superseded: false,
    occurredAt: event.time,
    correlationId: event.correlationId,
    traceparent: event.traceparent,
  };
  // Open pages have read how things are.
  if (event.snapshot) return superseded(entry);
  if (!news || !before) {
    return (entry.version ?? 0) < newestVersion ? superseded(entry) : entry;
  }

  const isStock = news.stockVersion !== undefined;
  entry.superseded = isStock
    ? before.stockVersion > (news.stockVersion ?? 0)
    : before.contentVersion > (news.contentVersion ?? 0);
  if (entry.superseded) return entry;

  entry.lists = isStock ? stockLists(event.type, before) : contentLists(news, before);
  const visibility = {
    // What nobody has told of is taken for public, but nobody can have seen a part before it was made.
    wasPublic: before.isPublic && event.type !== PartCreated.type,
    isPublic: news.isPublic ?? before.isPublic,
  };
  const view = publicView(event.type, event.data, visibility);
  entry.publicType = view?.type ?? null;
  entry.publicData = view?.data ?? null;
  return entry;
}

/** Kept for the record, never pushed. */
function superseded(entry: NewLogEntry): NewLogEntry {
  return { ...entry, superseded: true, publicType: null, publicData: null };
}

function stockLists(type: string, before: PartKnowledge): string[] {
  return FLIPS_STOCK.includes(type) ? before.lists : [];
}

/** Where the part stood and where it stands now: a change of category concerns both. */
function contentLists(news: PartNews, before: PartKnowledge): string[] {
  return [...new Set([...before.lists, ...(news.lists ?? [])])];
}
