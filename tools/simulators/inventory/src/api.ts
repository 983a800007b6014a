import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../common/refusal.ts';
import { cursorAt, placeOf } from './cursor.ts';
import type { Ledger, Sale } from './ledger.ts';
import type { Settings } from './settings.ts';
import type { Shelf } from './shelf.ts';

const MOST_ROWS = 500;
const MOST_SALES = 100;

interface Feed {
  Querystring: { changed_since?: string; cursor?: string; limit?: string };
}

/** What the warehouse offers the shop. */
export function addApi(
  server: FastifyInstance,
  { token }: Settings,
  { shelf, ledger }: { shelf: Shelf; ledger: Ledger },
): void {
  const authorize = (header: string | undefined) => {
    if (header !== `Bearer ${token}`) throw new Refusal(401, 'TOKEN', 'Wrong or missing token');
  };

  server.get<Feed>('/v1/stock', async ({ query, headers }) => {
    authorize(headers.authorization);
    const limit = Number(query.limit ?? 100);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ROWS) {
      throw new Refusal(400, 'LIMIT', `limit must be a whole number from 1 to ${MOST_ROWS}`);
    }
    const since = query.changed_since === undefined ? undefined : Date.parse(query.changed_since);
    if (Number.isNaN(since)) throw new Refusal(400, 'TIME', 'changed_since must be a time');
    const after = query.cursor ? placeOf(query.cursor) : undefined;
    const items = shelf.changed(after, since, limit);
    const last = items.at(-1);
    return { items, next_cursor: last ? cursorAt(last) : null };
  });

  server.get<{ Params: { sku: string } }>('/v1/stock/:sku', async ({ params, headers }) => {
    authorize(headers.authorization);
    const level = shelf.level(params.sku);
    if (!level) throw new Refusal(404, 'SKU', 'There is no such SKU');
    return level;
  });

  server.post('/v1/sales', async ({ body, headers }, reply) => {
    authorize(headers.authorization);
    const sales = salesOf(body);
    // All or none: what is unknown is named, and the shop sends the others again without it.
    const unknown = sales.filter(({ sku }) => !shelf.has(sku));
    if (unknown.length > 0) {
      const items = unknown.map(({ reference, sku }) => ({ reference, sku, code: 'SKU' }));
      return reply
        .code(422)
        .send({ ...new Refusal(422, 'SKU', 'There are unknown SKUs').body, items });
    }
    for (const sale of sales) ledger.receive(sale);
    return { counted_through: shelf.countedThrough };
  });
}

function salesOf(body: unknown): Sale[] {
  const items = (body as { items?: unknown } | undefined)?.items;
  if (!Array.isArray(items) || items.length === 0 || items.length > MOST_SALES) {
    throw new Refusal(400, 'ITEMS', `items must hold 1 to ${MOST_SALES} sales`);
  }
  for (const [index, one] of items.entries()) {
    const { number, reference, sku, quantity } = (one ?? {}) as Partial<Sale>;
    const isSale =
      Number.isSafeInteger(number) &&
      number! > 0 &&
      typeof reference === 'string' &&
      reference !== '' &&
      typeof sku === 'string' &&
      Number.isSafeInteger(quantity) &&
      quantity !== 0;
    if (!isSale) throw new Refusal(400, 'ITEMS', `items.${index} is no sale`);
  }
  return items as Sale[];
}
