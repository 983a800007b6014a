import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { fromMinor } from '@tandem/kernel';
import { SyncConfig } from '../../config.js';
import type { BreakerState } from '../../outside/outside-host.js';
import { Authorization } from './authorization.js';
import { G2aBudget, type BudgetClass } from './budget.js';
import * as answers from './g2a-answers.js';
import type { G2aProduct } from './g2a-answers.js';
import { G2aHost, type G2aCall } from './g2a-host.js';
import { G2aProblem } from './g2a-problem.js';
import { minorOfPrice } from './prices.js';

export interface ProductFilter {
  id?: string | undefined;
  /** `yyyy-mm-dd hh:mm:ss`, both inclusive. */
  updatedAtFrom?: string | undefined;
  updatedAtTo?: string | undefined;
  /** EUR, decimal text, both inclusive. */
  minPriceFrom?: string | undefined;
  minPriceTo?: string | undefined;
  minQty?: number | undefined;
  includeOutOfStock?: boolean | undefined;
}

export interface ProductPage {
  /** Of the whole filter; G2A gives away no more than `mostRows` of them. */
  total: number;
  products: G2aProduct[];
  /** Those of the page that can't be read: their ids, as far as they have one. */
  unreadable: (string | null)[];
}

export interface OrderRequest {
  productId: string;
  /** What is paid in; G2A's default is EUR. */
  currency?: string | undefined;
  /** Always in EUR cents, whatever is paid in. G2A takes 0 for no limit, so it is refused here. */
  maxPriceEurMinor: bigint;
  /** 0 to 1. */
  minRating?: number | undefined;
}

export interface CreatedOrder {
  orderId: string;
  priceMinor: bigint;
  currency: string;
}

export interface OrderDetails {
  status: 'new' | 'pending' | 'complete';
  priceMinor: bigint | null;
  currency: string;
}

const REFUSED = new Set(['AUTH01', 'AUTH02', 'http_401']);

export const PAGE_SIZE = 20;
/** Somebody at the checkout waits. */
const LIVE_DEADLINE_MS = 800;

/** Everything the shop asks of G2A as a buyer. Each call throws G2aProblem. */
@Injectable()
export class G2aClient implements OnApplicationShutdown {
  /** Rows that one filter gives away at most. */
  readonly mostRows: number;

  private readonly host: G2aHost;
  /** For whoever waits at the checkout: what is too slow for them is good enough for a purchase, so each has its breaker. */
  private readonly live: G2aHost;

  private readonly authorization: Authorization;

  constructor(config: SyncConfig, budget: G2aBudget) {
    this.mostRows = config.g2aMostRows;
    this.host = new G2aHost(config.g2aApiUrl, config.g2aDeadlineMs, budget);
    this.live = new G2aHost(config.g2aApiUrl, LIVE_DEADLINE_MS, budget);
    this.authorization = new Authorization(config, this.host);
  }

  /** How G2A stands, as its breaker sees it. */
  get breakerState(): BreakerState {
    return this.host.breakerState;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.host.close(), this.live.close()]);
  }

  async listProducts(
    filter: ProductFilter,
    page: number,
    budget: BudgetClass,
  ): Promise<ProductPage> {
    return this.page(filter, page, { budget });
  }

  /** One product as it is now; null when G2A has it no more. */
  async productById(id: string, budget: BudgetClass): Promise<G2aProduct | null> {
    return only(id, await this.page(filterOf(id), 1, { budget }));
  }

  /** The same for somebody who waits: once `wanted` has aborted, it waits for no turn and no answer. */
  async productLive(id: string, wanted: AbortSignal): Promise<G2aProduct | null> {
    return only(id, await this.page(filterOf(id), 1, { budget: 'order', wanted }, this.live));
  }

  private async page(
    filter: ProductFilter,
    page: number,
    turn: Pick<G2aCall, 'budget' | 'wanted'>,
    host = this.host,
  ): Promise<ProductPage> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ page, ...filter })) {
      if (value !== undefined) query.set(name, String(value));
    }
    const told = await this.call(
      {
        operation: 'list_products',
        method: 'GET',
        path: `/v1/products?${query.toString()}`,
        repeatable: true,
        ...turn,
        answer: answers.readPage,
      },
      host,
    );
    return { total: told.total, ...sorted(told.docs) };
  }

  /** Repeating costs nothing: an order that is not paid lapses. */
  async createOrder(order: OrderRequest, budget: BudgetClass = 'order'): Promise<CreatedOrder> {
    const { productId, currency, maxPriceEurMinor, minRating } = order;
    if (maxPriceEurMinor <= 0n) throw new RangeError('max_price 0 would mean no limit');
    return this.call({
      operation: 'create_order',
      method: 'POST',
      path: '/v1/order',
      repeatable: true,
      json: {
        product_id: productId,
        currency,
        max_price: Number(fromMinor(maxPriceEurMinor, 'EUR').amount),
        min_rating: minRating,
      },
      budget,
      answer: (text) => {
        const told = answers.readCreated(text);
        const paidIn = told.currency ?? currency ?? 'EUR';
        const priceMinor = minorOfPrice(told.price, paidIn);
        return { orderId: String(told.order_id), priceMinor, currency: paidIn };
      },
    });
  }

  /** Never repeated here: when `reached` is not `no`, ask `orderDetails` before anything else. */
  async payOrder(
    orderId: string,
    budget: BudgetClass = 'order',
  ): Promise<{ transactionId: string | null }> {
    return this.call({
      operation: 'pay_order',
      method: 'PUT',
      path: `/v1/order/pay/${encodeURIComponent(orderId)}`,
      repeatable: false,
      budget,
      answer: (text) => {
        const { transaction_id: id } = answers.readPaid(text);
        return { transactionId: id == null ? null : String(id) };
      },
    });
  }

  async orderDetails(orderId: string, budget: BudgetClass = 'order'): Promise<OrderDetails> {
    return this.call({
      operation: 'order_details',
      method: 'GET',
      path: `/v1/order/details/${encodeURIComponent(orderId)}`,
      repeatable: true,
      budget,
      answer: (text) => {
        const { status, price, currency } = answers.readDetails(text);
        const paidIn = currency ?? 'EUR';
        const priceMinor = price == null ? null : minorOfPrice(price, paidIn);
        return { status, priceMinor, currency: paidIn };
      },
    });
  }

  /** G2A tells it once: what is answered has to be stored before anything else. Never repeated here. */
  async orderKey(
    orderId: string,
    budget: BudgetClass = 'order',
  ): Promise<{ key: string; isFile: boolean }> {
    return this.call({
      operation: 'order_key',
      method: 'GET',
      path: `/v1/order/key/${encodeURIComponent(orderId)}`,
      repeatable: false,
      budget,
      answer: (text) => {
        const { key, isFile } = answers.readKey(text);
        return { key, isFile: isFile ?? false };
      },
    });
  }

  private async call<T>(
    call: G2aCall & { answer: (text: string) => T },
    host = this.host,
  ): Promise<T> {
    const authorization = await this.authorization.header();
    try {
      return (await host.call({ ...call, headers: { authorization } })) as T;
    } catch (error) {
      // A token may end before its time; the call was not carried out.
      const isRefused = error instanceof G2aProblem && REFUSED.has(error.code);
      if (!isRefused || !this.authorization.refused(authorization)) throw error;
    }
    const headers = { authorization: await this.authorization.header() };
    return (await host.call({ ...call, headers })) as T;
  }
}

const filterOf = (id: string): ProductFilter => ({ id, includeOutOfStock: true });

const only = (id: string, { products }: ProductPage): G2aProduct | null =>
  products.find((product) => product.id === id) ?? null;

function sorted(docs: readonly unknown[]): Pick<ProductPage, 'products' | 'unreadable'> {
  const products: G2aProduct[] = [];
  const unreadable: (string | null)[] = [];
  for (const doc of docs) {
    const product = answers.readProduct(doc);
    if (product) products.push(product);
    else unreadable.push(idOf(doc));
  }
  return { products, unreadable };
}

function idOf(doc: unknown): string | null {
  const { id } = (doc ?? {}) as { id?: unknown };
  return typeof id === 'string' || typeof id === 'number' ? String(id).slice(0, 90) : null;
}
