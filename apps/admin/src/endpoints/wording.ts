import type { WebhookDelivery, WebhookEndpoint } from '@tandem/ui';

type Type = WebhookEndpoint['types'][number];

/** What can be told, in the order in which it is offered. */
export const TYPES: Record<Type, string> = {
  'part.created': 'A part is new',
  'content.updated': 'The text of a part changes',
  'price.updated': 'A price changes',
  'images.updated': 'The pictures of a part change',
  'part.deleted': 'A part is deleted or withdrawn',
  'part.restored': 'A deleted part is back',
  'content.rolled_back': 'A part goes back to an earlier version',
  'stock.updated': 'Stock changes',
  'stock.low': 'Stock is low',
  'stock.depleted': 'A part is sold out',
  'stock.replenished': 'A part is back in stock',
  'alert.fired': 'An alert begins',
  'alert.ended': 'An alert ends',
};

export const TYPE_CHOICES = Object.entries(TYPES).map(([value, title]) => ({ value, title }));

/** What a message is about; a test has a type of its own. */
export const typeText = (type: string): string =>
  (TYPES as Record<string, string>)[type] ?? (type === 'webhook.test' ? 'Test message' : type);

interface Look {
  text: string;
  color: string | undefined;
}

export const STATES: Record<WebhookDelivery['state'], Look> = {
  waiting: { text: 'Waiting', color: 'warning' },
  delivered: { text: 'Delivered', color: 'success' },
  failed: { text: 'Given up', color: 'error' },
};

const OFF: Record<NonNullable<WebhookEndpoint['off_reason']>, string> = {
  failing: 'It took nothing for too long.',
  gone: 'It answered that it wants no more messages.',
  backlog: 'Too many messages were waiting for it.',
};

type Standing = Pick<WebhookEndpoint, 'enabled' | 'off_reason' | 'failing_since'>;

/** How an endpoint is doing, in two words. */
export function standing({ enabled, off_reason, failing_since }: Standing): Look {
  if (off_reason) return { text: 'Switched off by the shop', color: 'error' };
  if (!enabled) return { text: 'Switched off', color: undefined };
  return failing_since ? { text: 'Failing', color: 'warning' } : { text: 'On', color: 'success' };
}

/** Why the shop switched it off; null when it did not. */
export const whyOff = ({ off_reason }: Standing): string | null => off_reason && OFF[off_reason];

/** How the last try ended, in one line. */
export function resultText({ attempts }: Pick<WebhookDelivery, 'attempts'>): string {
  const [last] = attempts;
  if (!last) return 'Not tried yet';
  const many = attempts.length > 1 ? `, try ${attempts.length}` : '';
  return `${last.error ?? `Answered ${last.status}`} (${last.duration_ms} ms${many})`;
}
