import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { refuse } from './refuse.ts';
import { idOf, type Catalogue } from './catalogue.ts';
import { isImage, keyImage, keyText } from './game-key.ts';

export type OrderStatus = 'new' | 'pending' | 'complete';

export interface Order {
  id: string;
  product: number;
  /** In hundredths of `currency`. */
  price: number;
  currency: string;
  createdAt: number;
  paidAt: number | null;
  transactionId: string | null;
  /** How often it was asked to be paid. */
  payCalls: number;
  /** How often money was taken. */
  payments: number;
  keyCalls: number;
  keysHandedOut: number;
}

export interface Behaviour {
  /** How long a paid order is pending. */
  pendingMs: number;
  /** An unpaid order lapses after that, and is forgotten after twice as long. */
  lapseMs: number;
  /** What the buyer has, in euros; null: enough. */
  balance: number | null;
}

/** What an order costs in another currency, made up and fixed. */
const RATES: Record<string, number> = { EUR: 1, USD: 1.1, GBP: 0.85, PLN: 4.25 };

/** The orders of the one buyer, and everything that happened to them. */
export class Orders {
  private readonly catalogue: Catalogue;
  private readonly clock: Clock;
  private readonly behaviour: Behaviour;
  private orders = new Map<string, Order>();
  private newestId = 0;
  /** Hears of each change of a status. */
  changed: (order: Order, status: OrderStatus) => void = () => undefined;

  constructor(options: { catalogue: Catalogue; clock: Clock; behaviour: Behaviour }) {
    this.catalogue = options.catalogue;
    this.clock = options.clock;
    this.behaviour = options.behaviour;
  }

  clear(): void {
    this.orders.clear();
  }

  get all(): readonly Order[] {
    return [...this.orders.values()];
  }

  known(id: string): Order | undefined {
    return this.orders.get(id);
  }

  /** @param maxPrice in euros; 0 or none: no limit. */
  add(productId: string, currency: string, maxPrice: number): Order {
    const rate = RATES[currency];
    if (rate === undefined) throw refuse('BR02', 'Unknown currency');
    const product = this.catalogue.find(productId);
    if (product === undefined) throw refuse('PR02', 'Product not found');
    const { cents } = this.catalogue.offer(product);
    if (!this.catalogue.isForSale(product)) throw refuse('PR03', 'Product is out of stock');
    if (maxPrice > 0 && cents > Math.round(maxPrice * 100)) {
      throw refuse('PR04', 'There is no offer for the given max price');
    }
    const order: Order = {
      id: this.nextId(),
      product,
      price: Math.round(cents * rate),
      currency,
      createdAt: this.clock.now(),
      paidAt: null,
      transactionId: null,
      payCalls: 0,
      payments: 0,
      keyCalls: 0,
      keysHandedOut: 0,
    };
    this.orders.set(order.id, order);
    this.changed(order, 'new');
    return order;
  }

  status(order: Order): OrderStatus {
    if (order.paidAt === null) return 'new';
    return this.clock.now() - order.paidAt < this.behaviour.pendingMs ? 'pending' : 'complete';
  }

  find(id: string): Order {
    if (!/^\d{1,20}$/.test(id)) throw refuse('ORD01', 'Invalid order id');
    const order = this.orders.get(id);
    if (!order || (order.paidAt === null && this.age(order) > 2 * this.behaviour.lapseMs)) {
      throw refuse('ORD02', 'Order not found');
    }
    return order;
  }

  pay(id: string): Order {
    const order = this.find(id);
    order.payCalls += 1;
    if (order.paidAt !== null) throw refuse('ORD05', 'Payment is already in progress');
    const cents = this.inEuros(order);
    if (this.age(order) > this.behaviour.lapseMs || !this.catalogue.isForSale(order.product)) {
      throw refuse('ORD114', 'Payment is too late. Try with another order');
    }
    const { balance } = this.behaviour;
    if (balance !== null) {
      if (cents > Math.round(balance * 100)) throw refuse('ORD112', 'Not enough funds');
      this.behaviour.balance = (Math.round(balance * 100) - cents) / 100;
    }
    this.catalogue.take(order.product);
    order.payments += 1;
    order.paidAt = this.clock.now();
    order.transactionId = randomUUID();
    this.changed(order, this.status(order));
    return order;
  }

  key(id: string): { key: string; isFile?: true } {
    const order = this.find(id);
    order.keyCalls += 1;
    const status = this.status(order);
    if (status === 'new') throw refuse('ORD03', 'Payment is not ready for your order yet');
    if (status === 'pending') throw refuse('ORD06', 'Order has not been processed yet');
    if (order.keysHandedOut > 0) {
      // Both spellings occur.
      const code = Number(id) % 2 === 0 ? 'ORD04' : 'ORD004';
      throw refuse(code, 'Order key has been downloaded already');
    }
    order.keysHandedOut += 1;
    return this.keyOf(order);
  }

  keyOf(order: Order): { key: string; isFile?: true } {
    return isImage(order.product)
      ? { key: keyImage(order.id), isFile: true }
      : { key: keyText(order.id) };
  }

  view(order: Order): Record<string, unknown> {
    const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());
    return {
      order_id: order.id,
      product_id: idOf(order.product),
      status: this.status(order),
      price: order.price / 100,
      currency: order.currency,
      created_at: iso(order.createdAt),
      paid_at: iso(order.paidAt),
      transaction_id: order.transactionId,
      pay_calls: order.payCalls,
      payments: order.payments,
      key_calls: order.keyCalls,
      keys_handed_out: order.keysHandedOut,
      ...this.keyOf(order),
    };
  }

  private inEuros({ price, currency }: Order): number {
    return Math.round(price / RATES[currency]!);
  }

  private age(order: Order): number {
    return this.clock.now() - order.createdAt;
  }

  /** Never one that an earlier life of the simulator gave: the shop has kept that one. */
  private nextId(): string {
    this.newestId = Math.max(this.newestId + 1, Date.now());
    return `8${this.newestId}`;
  }
}
