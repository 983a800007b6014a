import { randomUUID } from 'node:crypto';
import {
  G2aKeyDelivered,
  G2aOrderUpdated,
  type EventData,
  type PurchaseState,
} from '@tandem/contracts';
import { eventually } from '@tandem/testing';
import { publishEvent, type SyncStandIn } from '../../money/payments/spec-support.js';
import type { Person } from '../../testing/shop.js';
import type { WholeShop } from '../../testing/whole-shop.js';

interface KeyView {
  id: string;
  unit: number;
  status: string;
  revealed_at: string | null;
}

export interface OrderWithKeys {
  status: string;
  version: number;
  refunded: { amount: string };
  items: { part_id: number; kind: string; keys?: KeyView[] }[];
  refunds: { reason: string; amount: { amount: string }; status: string }[];
}

type Purchase = EventData<typeof G2aOrderUpdated>;

/** The buying of keys at G2A as order hears of it. */
export class KeyMarket {
  private readonly purchases = new Map<string, { id: string; version: number }>();

  constructor(
    private readonly shop: WholeShop,
    private readonly sync: SyncStandIn,
  ) {}

  /** The purchase of a unit moves on; answers with what was told, to tell it again. */
  async moves(orderId: string, partId: number, unit: number, state: PurchaseState) {
    const purchase: Purchase = {
      ...this.next(orderId, partId, unit),
      state,
      reason: state === 'refund' ? 'PR01' : null,
      bought_at: null,
      updated_at: new Date().toISOString(),
    };
    await this.tell(purchase);
    return purchase;
  }

  async tell(purchase: Purchase, eventId?: string): Promise<void> {
    await publishEvent(this.shop.instances[0]!.app, G2aOrderUpdated, purchase, eventId);
  }

  /** G2A gave a key for a unit. */
  async delivers(orderId: string, partId: number, unit: number, key = randomUUID() as string) {
    const key_id = randomUUID();
    this.sync.keys.set(key_id, { key, is_file: false });
    const delivery: EventData<typeof G2aKeyDelivered> = {
      ...this.next(orderId, partId, unit),
      key_id,
      is_file: false,
      replaces: null,
      delivered_at: new Date().toISOString(),
    };
    await this.hand(delivery);
    return { key, delivery };
  }

  async hand(delivery: EventData<typeof G2aKeyDelivered>): Promise<void> {
    await publishEvent(this.shop.instances[0]!.app, G2aKeyDelivered, delivery);
  }

  async orderOf(as: Person, id: string): Promise<OrderWithKeys> {
    return (await this.shop.call<OrderWithKeys>('GET', `/orders/${id}`, { as })).body;
  }

  /** The keys of an order by part, as soon as they stand so. */
  async expectKeys(as: Person, id: string, statuses: Record<number, string[]>) {
    return eventually(async () => {
      const order = await this.orderOf(as, id);
      const found = order.items.map(({ part_id, keys }) => [
        part_id,
        keys?.map(({ status }) => status) ?? [],
      ]);
      if (JSON.stringify(Object.fromEntries(found)) !== JSON.stringify(statuses)) {
        throw new Error(`the keys are ${JSON.stringify(found)}`);
      }
      return order;
    });
  }

  private next(order_id: string, part_id: number, unit: number) {
    const name = `${order_id}:${part_id}:${unit}`;
    const { id, version } = this.purchases.get(name) ?? { id: randomUUID(), version: 0 };
    this.purchases.set(name, { id, version: version + 1 });
    return { purchase_id: id, version: version + 1, order_id, part_id, unit };
  }
}
