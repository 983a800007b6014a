import type { FastifyInstance } from 'fastify';
import { refuse } from './refuse.ts';
import type { Orders } from './orders.ts';

interface ById {
  Params: { id: string };
}

/** One order is one key: added, paid, asked about, and its key read once. */
export function addOrderCalls(server: FastifyInstance, orders: Orders): void {
  server.post('/v1/order', async ({ body }) => {
    const { productId, currency, maxPrice } = readOrder(body);
    const order = orders.add(productId, currency, maxPrice);
    return { order_id: order.id, price: order.price / 100, currency: order.currency };
  });
  server.put<ById>('/v1/order/pay/:id', async ({ params }) => {
    const { transactionId } = orders.pay(params.id);
    return { status: true, transaction_id: transactionId };
  });
  server.get<ById>('/v1/order/details/:id', async ({ params }) => {
    const order = orders.find(params.id);
    return { status: orders.status(order), price: order.price / 100, currency: order.currency };
  });
  server.get<ById>('/v1/order/key/:id', async ({ params }) => orders.key(params.id));
}

function readOrder(body: unknown): { productId: string; currency: string; maxPrice: number } {
  if (typeof body !== 'object' || body === null) throw refuse('BR01', 'Invalid JSON data');
  const {
    product_id,
    currency = 'EUR',
    max_price = 0,
    min_rating = 0,
  } = body as Record<string, unknown>;
  if (typeof product_id !== 'string' || !/^\d{1,20}$/.test(product_id)) {
    throw refuse('PR01', 'Invalid product id');
  }
  if (typeof currency !== 'string') throw refuse('BR02', 'currency must be a code');
  const isNumber = (value: unknown): value is number =>
    typeof value === 'number' && Number.isFinite(value) && value >= 0;
  if (!isNumber(max_price)) throw refuse('BR02', 'max_price must be a number');
  if (!isNumber(min_rating) || min_rating > 1) {
    throw refuse('BR02', 'min_rating must be from 0 to 1');
  }
  return { productId: product_id, currency, maxPrice: max_price };
}
