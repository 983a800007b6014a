import { randomUUID } from 'node:crypto';
import { startServer, type Simulator } from '../../common/server.ts';
import { Webhooks } from '../../common/webhooks.ts';
import { addApi } from './api.ts';
import { addWarehouseControl } from './control.ts';
import { Ledger } from './ledger.ts';
import type { Settings } from './settings.ts';
import { Shelf } from './shelf.ts';

/** In one hint. */
const MOST_SKUS = 500;

/** Starts the simulated warehouse. Its shelves are empty until somebody fills them through the control side. */
export function startSimulator(settings: Settings): Promise<Simulator> {
  const { host, port } = settings;
  const webhooks = new Webhooks({
    url: () => settings.webhookUrl,
    secret: settings.webhookSecret,
    prefix: 'X-Inventory',
    retryMs: settings.webhookRetryMs,
  });
  const tell = (skus: string[], how: Hint = {}) => {
    if (!settings.webhook && !how.anyway) return;
    for (let from = 0; from === 0 || from < skus.length; from += MOST_SKUS) {
      const some = skus.slice(from, from + MOST_SKUS);
      webhooks.send({ event_id: randomUUID(), type: 'stock.changed', skus: some }, how);
    }
  };
  const shelf = new Shelf();
  const ledger = new Ledger(settings, shelf, (sku) => tell([sku]));
  const begin = { webhook: settings.webhook, countAfterMs: settings.countAfterMs };
  return startServer({
    name: 'inventory',
    host,
    port,
    serve: (server) => {
      addApi(server, settings, { shelf, ledger });
      addWarehouseControl(server, settings, { shelf, ledger, webhooks, tell });
      const reset = () => {
        Object.assign(settings, begin);
        webhooks.clear();
        ledger.clear();
        shelf.clear();
      };
      return [{ reset }];
    },
  });
}

export interface Hint {
  repeat?: number;
  delay_ms?: number;
  /** Also while it is switched off. */
  anyway?: boolean;
}
