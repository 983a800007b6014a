import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../common/refusal.ts';
import type { Webhooks } from '../../common/webhooks.ts';
import type { Ledger } from './ledger.ts';
import type { Settings } from './settings.ts';
import type { Hint } from './simulator.ts';
import type { Level, Shelf } from './shelf.ts';

interface Put {
  sku: string;
  quantity?: number;
  /** Instead: so many more, or none, as when the shelf is counted again. */
  delta?: number;
  updated_at?: string;
}

interface Switches {
  webhook?: boolean;
  webhook_url?: string;
  count_after_ms?: number;
}

/** The side that the real warehouse does not have. */
export function addWarehouseControl(
  server: FastifyInstance,
  settings: Settings,
  parts: {
    shelf: Shelf;
    ledger: Ledger;
    webhooks: Webhooks;
    tell: (skus: string[], how?: Hint) => void;
  },
): void {
  const { shelf, ledger, webhooks, tell } = parts;

  server.post<{ Body: Put | { items: Put[] } }>('/_sim/stock', async ({ body }) => {
    const puts = body && 'items' in body ? body.items : [body];
    if (!Array.isArray(puts)) throw new Refusal(422, 'ITEMS', 'items must be a list');
    for (const put of puts) check(put);
    const items: Level[] = puts.map(({ sku, quantity, delta = 0, updated_at: at }) =>
      shelf.put(
        sku,
        quantity ?? shelf.quantity(sku) + delta,
        at === undefined ? undefined : Date.parse(at),
      ),
    );
    tell([...new Set(puts.map(({ sku }) => sku))]);
    return { items };
  });
  server.get('/_sim/stock', async () => ({
    items: shelf.changed(undefined, undefined, Infinity),
    counted_through: shelf.countedThrough,
  }));
  server.get('/_sim/sales', async () => ({
    items: ledger.list,
    counted_through: shelf.countedThrough,
  }));
  server.post<{ Body: Switches | undefined }>('/_sim/settings', async ({ body }) => {
    const { webhook, webhook_url: url, count_after_ms: ms } = body ?? {};
    if (webhook !== undefined) settings.webhook = webhook;
    if (url !== undefined) settings.webhookUrl = url;
    if (ms !== undefined) {
      if (!Number.isInteger(ms) || ms < 0) {
        throw new Refusal(422, 'SETTINGS', 'count_after_ms must be a whole number');
      }
      settings.countAfterMs = ms;
    }
    const { countAfterMs: count_after_ms, webhookUrl: webhook_url } = settings;
    return { webhook: settings.webhook, webhook_url, count_after_ms };
  });
  server.get('/_sim/webhooks', async () => ({ items: webhooks.deliveries }));
  server.post<{ Body: { skus?: string[]; repeat?: number; delay_ms?: number } | undefined }>(
    '/_sim/webhooks',
    async ({ body }) => {
      tell(body?.skus ?? [], { ...body, anyway: true });
      return { items: webhooks.deliveries.length };
    },
  );
}

function check(put: Put | undefined): void {
  if (typeof put?.sku !== 'string' || put.sku === '') {
    throw new Refusal(422, 'SKU', 'sku is required');
  }
  const { quantity, delta = 0 } = put;
  const isQuantity = quantity === undefined ? put.delta !== undefined : quantity >= 0;
  if (!isQuantity || !Number.isSafeInteger(quantity ?? 0) || !Number.isSafeInteger(delta)) {
    throw new Refusal(422, 'QUANTITY', 'quantity or delta must be a whole number');
  }
  if (put.updated_at !== undefined && Number.isNaN(Date.parse(put.updated_at))) {
    throw new Refusal(422, 'TIME', 'updated_at must be a time');
  }
}
