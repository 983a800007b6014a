/** An event as the monitor of staff tells it. */
export interface FeedRow {
  id: string;
  type: string;
  topic: string;
  subject: string;
  part_id: number | null;
  version: number | null;
  timestamp: string;
  data: Record<string, unknown>;
}

/** More than anybody reads; a page that is left open for a day does not grow. */
export const MOST_ROWS = 200;

/** What came live, newest first; while paused it is held back and not lost. */
export interface Feed {
  shown: readonly FeedRow[];
  held: readonly FeedRow[];
}

const newest = (...rows: FeedRow[]) => rows.slice(0, MOST_ROWS);

export function withEvent({ shown, held }: Feed, event: FeedRow, paused: boolean): Feed {
  return paused
    ? { shown, held: newest(event, ...held) }
    : { shown: newest(event, ...shown), held };
}

export const released = ({ shown, held }: Feed): Feed => ({
  shown: newest(...held, ...shown),
  held: [],
});

/** Live and earlier rows as one list: an event that is in both stands in it once. */
export function together(live: readonly FeedRow[], earlier: readonly FeedRow[]): FeedRow[] {
  const seen = new Set<string>();
  return newest(...[...live, ...earlier].filter(({ id }) => !seen.has(id) && seen.add(id)));
}

const NAMES: Readonly<Record<string, string>> = {
  'part.created': 'Part created',
  'part.deleted': 'Part deleted',
  'part.restored': 'Part restored',
  'content.updated': 'Content changed',
  'content.rolled_back': 'Content rolled back',
  'category.moved': 'Category moved',
  'taxonomy.changed': 'Categories, genres or platforms changed',
  'price.updated': 'Price changed',
  'images.updated': 'Images changed',
  'stock.updated': 'Stock changed',
  'stock.low': 'Stock is low',
  'stock.depleted': 'Stock has run out',
  'stock.replenished': 'Stock is back',
  'cart.updated': 'Cart changed',
  'cart.migrated': 'Guest cart moved to the account',
  'order.created': 'Order placed',
  'order.paid': 'Order paid',
  'order.fulfilment_requested': 'Order handed over',
  'order.completed': 'Order completed',
  'order.cancelled': 'Order cancelled',
  'order.failed': 'Order failed',
  'order.refunded': 'Order refunded',
  'order.keys_updated': 'Game keys of an order changed',
  'order.parcel_handed_over': 'Parcel handed over',
  'order.unpaid_refused': 'Unpaid orders refused',
  'g2a.payment.updated': 'G2A PAY payment changed',
  'reservation.created': 'Stock reserved',
  'reservation.committed': 'Stock taken for an order',
  'reservation.released': 'Stock released',
  'reservation.expired': 'Reservation expired',
  'user.registered': 'Account created',
  'user.updated': 'Account changed',
  'user.role_changed': 'Roles changed',
  'user.deleted': 'Account deleted',
  'session.ended': 'Session ended',
};

/** Those that have a name of their own: what staff look for. */
export const EVENT_TYPES = Object.keys(NAMES);

/** An event as staff call it. */
export function eventName(type: string): string {
  const words = type.replaceAll(/[._]/g, ' ');
  return NAMES[type] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether every word is somewhere in the row, in its name or in its data, however it is written. */
export function matches(row: FeedRow, words: string | null): boolean {
  const wanted = (words ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return true;
  const text = `${eventName(row.type)} ${JSON.stringify(row)}`.toLowerCase();
  return wanted.every((word) => text.includes(word));
}
