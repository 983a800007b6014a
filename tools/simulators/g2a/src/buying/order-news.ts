import { randomUUID } from 'node:crypto';
import { Webhooks, type Delivery } from '../../../common/webhooks.ts';
import type { Settings } from '../settings.ts';
import type { Behaviour, Order, Orders, OrderStatus } from './orders.ts';

export interface WantedNews {
  /** `order`: about an order, whether there is one or not. Default: when there is. */
  type?: string;
  order_id?: string;
  /** What it says, true or not. Default: the truth. */
  status?: string;
  event_id?: string;
  occurred_at?: string;
  repeat?: number;
  delay_ms?: number;
}

/** Notifications of orders, in the shop's own format: G2A documents none for buyers. */
export class OrderNews {
  private readonly settings: Settings['buying'];
  private readonly orders: Orders;
  private readonly behaviour: Behaviour;
  private readonly webhooks: Webhooks;
  private byThemselves: boolean;

  constructor(settings: Settings, orders: Orders, behaviour: Behaviour) {
    this.settings = settings.buying;
    this.orders = orders;
    this.behaviour = behaviour;
    this.byThemselves = this.settings.orderWebhooks;
    this.webhooks = new Webhooks({
      url: () => this.settings.orderWebhookUrl,
      secret: this.settings.webhookSecret,
      prefix: 'X-G2A',
      retryMs: settings.ipnRetryMs,
    });
    orders.changed = (order, status) => this.tell(order, status);
  }

  get deliveries(): readonly Delivery[] {
    return this.webhooks.deliveries;
  }

  clear(): void {
    this.webhooks.clear();
    this.byThemselves = this.settings.orderWebhooks;
  }

  set({ order_webhook_url: url, order_webhooks }: Record<string, unknown>) {
    if (typeof url === 'string') this.settings.orderWebhookUrl = url;
    if (typeof order_webhooks === 'boolean') this.byThemselves = order_webhooks;
    return {
      order_webhook_url: this.settings.orderWebhookUrl,
      order_webhooks: this.byThemselves,
    };
  }

  notify(wanted: WantedNews): object | undefined {
    const { type, order_id = '', repeat, delay_ms } = wanted;
    const order = this.orders.known(order_id);
    if (type !== 'order' && !order) return undefined;
    const body = {
      event_id: wanted.event_id ?? randomUUID(),
      type: 'order.status_changed',
      order_id,
      status: wanted.status ?? (order ? this.orders.status(order) : 'complete'),
      occurred_at: wanted.occurred_at ?? new Date().toISOString(),
    };
    this.webhooks.send(body, { repeat, delay_ms });
    return { body };
  }

  private tell({ id }: Order, status: OrderStatus): void {
    if (!this.byThemselves || status === 'new') return;
    this.notify({ order_id: id, status });
    if (status === 'complete') return;
    this.notify({ order_id: id, status: 'complete', delay_ms: this.behaviour.pendingMs });
  }
}
