import { randomUUID } from 'node:crypto';
import { StockUpdated, TOPICS } from '@tandem/contracts';
import { createTransport } from '@tandem/messaging';
import type { EventTransport } from '@tandem/messaging';
import { backingServices, eventually } from '@tandem/testing';

export interface SentEvent {
  topic?: string;
  type: string;
  subject: string;
  data: unknown;
  id?: string;
  time?: string;
  headers?: Record<string, string>;
}

/** Stands for the services that publish: puts events on real Kafka as their relay does. */
export class Producer {
  readonly transport: EventTransport;

  constructor(topicPrefix: string) {
    this.transport = createTransport({
      brokers: backingServices().kafka,
      topicPrefix,
      clientId: `producer-${randomUUID()}`,
    });
  }

  async ready(): Promise<void> {
    await this.transport.ensureTopics(Object.values(TOPICS));
  }

  /** Publishes one event and resolves with its id when Kafka has it. */
  async send(event: SentEvent): Promise<string> {
    const id = event.id ?? randomUUID();
    const message = {
      key: event.subject,
      value: Buffer.from(typeof event.data === 'string' ? event.data : JSON.stringify(event.data)),
      headers: {
        ce_specversion: '1.0',
        ce_id: id,
        ce_type: event.type,
        ce_source: '/tandem/spec',
        ce_subject: event.subject,
        ce_time: event.time ?? new Date().toISOString(),
        'content-type': 'application/json',
        ce_correlationid: 'spec-correlation',
        ...event.headers,
      },
    };
    // Of a topic that was made just now, not every broker knows yet who leads it.
    await eventually(() => this.transport.publish(event.topic ?? TOPICS.stock, [message]), {
      timeoutMs: 30_000,
    });
    return id;
  }

  /** Publishes a change of a part's stock. */
  stock(partId: number, version: number, over: Partial<SentEvent> = {}): Promise<string> {
    return this.send({
      type: StockUpdated.type,
      subject: String(partId),
      data: stockData(partId, version),
      ...over,
    });
  }

  close(): Promise<void> {
    return this.transport.close();
  }
}

/** Data of a stock event as inventory publishes it. */
export function stockData(partId: number, version: number) {
  return {
    part_id: partId,
    version,
    current_stock: version,
    available_stock: version,
    is_in_stock: true,
    is_low_stock: false,
    updated_at: '2026-01-01T00:00:00.000Z',
    reason: 'damaged in the warehouse',
    reserved_quantity: 0,
    min_stock_level: 1,
    changed_by: null,
  };
}

/** Data of a content event as catalog publishes it. */
export function contentData(partId: number, version: number, over: Record<string, unknown> = {}) {
  return {
    part_id: partId,
    version,
    kind: 'physical',
    sku: `SKU-${partId}`,
    changed: ['part_name'],
    changed_by: randomUUID(),
    part: {
      id: partId,
      kind: 'physical',
      sku: `SKU-${partId}`,
      slug: `part-${partId}`,
      part_name: `Part ${partId}, edition ${version}`,
      description: '<p>Fits.</p>',
      category: { id: '0190a7a0-0000-7000-8000-000000000001', slug: 'brakes', name: 'Brakes' },
      price: { amount: '19.99', currency: 'EUR' },
      specifications: [],
      images: [],
      version,
      updated_at: '2026-01-01T00:00:00.000Z',
    },
    ...over,
  };
}

/** Data of a paid order as the order service publishes it. */
export function orderData(orderId: string, userId: string, version: number) {
  return {
    order_id: orderId,
    version,
    number: 1001,
    user_id: userId,
    status: 'paid',
    payment_method: 'balance',
    total: { amount: '20.00', currency: 'EUR' },
    refunded: { amount: '0.00', currency: 'EUR' },
    items: [
      {
        part_id: 1,
        kind: 'physical',
        sku: 'SKU-1',
        part_name: 'Part 1',
        quantity: 2,
        unit_price: { amount: '10.00', currency: 'EUR' },
      },
    ],
    reason: null,
    updated_at: '2026-01-01T00:00:00.000Z',
  };
}

/** Data of a cart that was moved into an account. */
export function cartData(userId: string, version: number) {
  return { user_id: userId, version, items: [{ part_id: 1, quantity: 2, ok: true }] };
}
