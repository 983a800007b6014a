import type { InboxSource } from './sources.js';

/** What staff may see of each source: its signature, and whatever else somebody sends along, stays out. */
const SHOWN: Record<InboxSource, readonly string[]> = {
  'g2a.ipn': ['transactionId', 'userOrderId', 'amount', 'currency', 'status', 'refundedAmount'],
  'g2a.orders': ['event_id', 'type', 'order_id', 'status', 'occurred_at'],
};

/** The content of a notification without secrets. */
export function payloadOf(source: InboxSource, raw: string): Record<string, string> {
  const fields = source === 'g2a.ipn' ? new URLSearchParams(raw) : ofJson(raw);
  const shown = SHOWN[source].map((name) => [name, fields.get(name)] as const);
  return Object.fromEntries(shown.filter((entry): entry is [string, string] => !!entry[1]));
}

function ofJson(raw: string): Map<string, string> {
  const fields = Object.entries(JSON.parse(raw) as Record<string, unknown>);
  return new Map(fields.map(([name, value]) => [name, String(value)]));
}
