import { CartMigrated, CartUpdated, money, TOPICS } from '@tandem/contracts';
import { allowed, allowListOf } from './allow-list.js';
import type { AllowList } from './allow-list.js';

/** What one shopper is told of an event that is their own business. */
export interface OwnView {
  userId: string;
  type: 'order.updated' | 'cart.updated';
  data: Record<string, unknown>;
}

const MONEY = allowListOf(money);

const ORDER: AllowList = {
  order_id: true,
  number: true,
  status: true,
  reason: true,
  total: MONEY,
  refunded: MONEY,
  updated_at: true,
};

const CART: AllowList = { version: true };
/** After which the cart of an account is another one. */
const CARTS: readonly string[] = [CartMigrated.type, CartUpdated.type];

/** Null for events that are about nobody in particular. */
export function ownView(
  topic: string,
  type: string,
  data: Readonly<Record<string, unknown>>,
): OwnView | null {
  const { user_id: userId } = data;
  if (typeof userId !== 'string') return null;
  if (topic === TOPICS.order) return { userId, type: 'order.updated', data: pick(data, ORDER) };
  if (CARTS.includes(type)) return { userId, type: 'cart.updated', data: pick(data, CART) };
  return null;
}

function pick(data: Readonly<Record<string, unknown>>, fields: AllowList): Record<string, unknown> {
  return allowed(data, fields) as Record<string, unknown>;
}
