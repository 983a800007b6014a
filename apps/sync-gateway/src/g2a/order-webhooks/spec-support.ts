import type { Answer, Problem } from '@tandem/testing';
import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Gateway } from '../../testing/gateway.js';
import { BUYER } from '../../testing/simulator.js';
import { productId, type Games } from '../purchases/spec-support.js';

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

interface OrderAtG2a {
  product: string;
  atG2a: string;
}

/** An order that was made at G2A, and of which the shop has no answer. */
export async function orderedAtG2a(games: Games, n?: number): Promise<OrderAtG2a> {
  const product = productId(await games.part(n));
  const { G2A_API_HASH: hash, G2A_API_EMAIL: email, G2A_API_SECRET: secret } = BUYER;
  const key = createHash('sha256').update(`${hash}${email}${secret}`).digest('hex');
  const answer = await fetch(`${games.gateway.g2a.url}/v1/order`, {
    method: 'POST',
    headers: { authorization: `${hash}, ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ product_id: product }),
  });
  return { product, atG2a: ((await answer.json()) as { order_id: string }).order_id };
}

/** The shop has that answer, and nothing has it pay yet. @returns the id of our order. */
export async function known(games: Games, { product, atG2a }: OrderAtG2a): Promise<string> {
  const [order, purchase] = [randomUUID(), randomUUID()];
  const write = (sql: string, values: string[]) => games.gateway.database.query(sql, values);
  await write(
    `insert into sync.key_purchases (id, order_id, part_id, unit, paid_minor, currency)
     values ($1, $2, 1, 1, 1000, 'EUR')`,
    [purchase, order],
  );
  await write(
    `insert into sync.g2a_orders (id, purchase_id, product_id, g2a_order_id, price_minor, currency, max_price_minor)
     values ($1, $2, $3, $4, 1000, 'EUR', 1000)`,
    [randomUUID(), purchase, product, atG2a],
  );
  await write(
    `update sync.key_purchases set state = 'created', version = version + 1 where id = $1`,
    [purchase],
  );
  return order;
}
