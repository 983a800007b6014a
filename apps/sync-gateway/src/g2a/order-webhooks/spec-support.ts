import type { Answer, Problem } from '@tandem/testing';
import { createHmac, randomUUID } from 'node:crypto';
import type { Gateway } from '../../testing/gateway.js';
import { BUYER } from '../../testing/simulator.js';

export const ORDERS = '/api/v1/webhooks/g2a/orders';

export const told = (orderId: string, other: object = {}) => ({
  event_id: randomUUID(),
  type: 'order.status_changed',
  order_id: orderId,
  status: 'complete',
  occurred_at: new Date().toISOString(),
  ...other,
});

interface Signing {
  secret?: string;
  /** Unix seconds. */
  timestamp?: string;
  nonce?: string;
}

/** The headers of a notification; written from the documentation, not with the code that checks them. */
export function signed(body: string, { secret, timestamp, nonce }: Signing = {}) {
  const at = timestamp ?? String(Math.floor(Date.now() / 1_000));
  const once = nonce ?? randomUUID();
  return {
    'content-type': 'application/json',
    'x-g2a-timestamp': at,
    'x-g2a-nonce': once,
    'x-g2a-signature': createHmac('sha256', secret ?? BUYER.G2A_WEBHOOK_SECRET)
      .update(`${at}.${once}.${body}`)
      .digest('hex'),
  };
}

/** Posts a notification, rightly signed unless said otherwise. */
export function notify(
  gateway: Gateway,
  body: object | string,
  signing: Signing = {},
): Promise<Answer<Problem>> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return gateway.send<Problem>('POST', ORDERS, { body: text, headers: signed(text, signing) });
}
