import type { FastifyInstance } from 'fastify';
import type { Part } from '../../../common/control.ts';
import type { Clock } from '../clock.ts';
import { RateLimit } from '../rate-limit.ts';
import type { Settings } from '../settings.ts';
import { Authorization } from './authorization.ts';
import { Catalogue } from './catalogue.ts';
import { addBuyingControl } from './control.ts';
import { addOrderCalls } from './order-calls.ts';
import { Orders, type Behaviour } from './orders.ts';
import { OrderNews, type WantedNews } from './order-news.ts';
import { addProducts } from './products.ts';

interface Buying extends Part {
  /** Takes what is its own of `POST /_sim/settings`. @returns how it is set. */
  set(wanted: Record<string, unknown>): Record<string, unknown>;
  /** Sends a notification of an order. @returns undefined when the wanted one is about none. */
  notify(wanted: WantedNews): object | undefined;
}

const isToken = (url: string) => url.startsWith('/oauth/');

/** The buying API (Integration API v1) as a whole. */
export function addBuying(server: FastifyInstance, settings: Settings, clock: Clock): Buying {
  const { buyer, products, seed, mostRows } = settings.buying;
  const behaviour = { ...settings.buying.behaviour };
  const limit = new RateLimit(settings.requestsPerMinute, settings.windowMs);
  const authorization = new Authorization(buyer, clock);
  const catalogue = new Catalogue({ seed, products, clock });
  const orders = new Orders({ catalogue, clock, behaviour });
  const news = new OrderNews(settings, orders, behaviour);
  // Before the faults: what goes wrong has been asked all the same.
  server.addHook('onRequest', async ({ url, headers }) => {
    if (!url.startsWith('/v1/') && !isToken(url)) return;
    limit.pass(clock.now());
    if (!isToken(url)) authorization.check(headers.authorization);
  });
  authorization.addTokens(server);
  addProducts(server, catalogue, mostRows);
  addOrderCalls(server, orders);
  addBuyingControl(server, { catalogue, orders, news, behaviour, limit });
  return {
    set: (wanted) => ({
      ...setBehaviour(behaviour, wanted),
      ...news.set(wanted),
      ...limit.set(wanted),
    }),
    notify: (wanted) => news.notify(wanted),
    reset: () => {
      Object.assign(behaviour, settings.buying.behaviour);
      authorization.clear();
      catalogue.clear();
      orders.clear();
      news.clear();
      limit.clear();
    },
  };
}

function setBehaviour(behaviour: Behaviour, wanted: Record<string, unknown>) {
  const { pending_ms, lapse_ms, balance } = wanted;
  if (typeof pending_ms === 'number') behaviour.pendingMs = pending_ms;
  if (typeof lapse_ms === 'number') behaviour.lapseMs = lapse_ms;
  if (typeof balance === 'number' || balance === null) behaviour.balance = balance;
  return {
    pending_ms: behaviour.pendingMs,
    lapse_ms: behaviour.lapseMs,
    balance: behaviour.balance,
  };
}
