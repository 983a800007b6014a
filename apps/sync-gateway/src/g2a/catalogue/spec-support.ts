import { randomUUID } from 'node:crypto';
import { PartCreated, type EventData, type G2aProductUpserted } from '@tandem/contracts';
import { EVENT_TRANSPORT, type EventTransport } from '@tandem/messaging';
import { expect } from '@jest/globals';
import { eventually } from '@tandem/testing';
import type { RunDetail } from '../../runs/runs.dto.js';
import { Gateway } from '../../testing/gateway.js';

export type Upserted = EventData<typeof G2aProductUpserted>;

export const idOf = (n: number): string => String(10_000_000_000_000 + n * 1_000 + 1);

export interface Told {
  part_id: number;
  link: number;
  quantity: number;
  external_id: string;
  as_of: string;
  version: number;
}

/** A sync gateway and the simulated G2A, as staff run them. */
export class SyncBench {
  constructor(readonly gateway: Gateway) {}

  async call<T>(method: string, path: string, body?: object) {
    const token = await this.gateway.tokens.tokenFor({
      roles: ['admin'],
      permissions: ['sync:read', 'sync:write'],
    });
    const options = { as: { token }, ...(body && { body }) };
    return this.gateway.call<T & { code?: string }>(method, `/admin/sync${path}`, options);
  }

  async start(what: 'products' | 'stock', body?: object): Promise<string> {
    const { status, body: told } = await this.call<{ run_id: string }>(
      'POST',
      `/g2a/${what}`,
      body,
    );
    if (status !== 202) throw new Error(`a run was not started: ${status}`);
    return told.run_id;
  }

  async run(id: string): Promise<RunDetail> {
    return (await this.call<RunDetail>('GET', `/runs/${id}`)).body;
  }

  /** A run, after its end. */
  async ended(id: string, timeoutMs = 120_000): Promise<RunDetail> {
    await eventually(async () => expect((await this.run(id)).status).not.toBe('running'), {
      timeoutMs,
      everyMs: 100,
    });
    return this.run(id);
  }

  async sync(body?: object): Promise<RunDetail> {
    return this.ended(await this.start('products', body));
  }

  async checkStock(): Promise<RunDetail> {
    return this.ended(await this.start('stock'));
  }

  /** What was told of products, oldest first, after an event. */
  async products(after = 0): Promise<Upserted[]> {
    const rows = await this.gateway.database.query<{ payload: Upserted }>(
      `select payload from sync.outbox where type = 'g2a.product.upserted' and seq > $1 order by seq`,
      [after],
    );
    return rows.map(({ payload }) => payload);
  }

  async stock(after = 0): Promise<Told[]> {
    const rows = await this.gateway.database.query<{ payload: Told }>(
      `select payload from sync.outbox where type = 'g2a.stock.changed' and seq > $1 order by seq`,
      [after],
    );
    return rows.map(({ payload }) => payload);
  }

  /** The last event there is. */
  async now(): Promise<number> {
    const [row] = await this.gateway.database.query<{ seq: number }>(
      'select coalesce(max(seq), 0)::float8 as seq from sync.outbox',
    );
    return row!.seq;
  }

  /** Parts that the catalogue has made of products. */
  async makeParts(products: readonly number[]): Promise<void> {
    const transport = this.gateway.instances[0]!.app.get<EventTransport>(EVENT_TRANSPORT);
    const messages = products.map((n) => {
      const sku = `G2A-${idOf(n)}`;
      const part = { id: n, kind: 'game', sku, slug: 'new', part_name: 'New', description: '' };
      const rest = { category: null, specifications: [], images: [], version: 1 };
      const price = { amount: '1.00', currency: 'EUR' };
      const updated_at = new Date().toISOString();
      const data = {
        ...{ part_id: n, version: 1, kind: 'game', sku, changed: [] },
        part: { ...part, ...rest, price, updated_at },
      };
      const headers = {
        ce_specversion: '1.0',
        ce_id: randomUUID(),
        ce_type: PartCreated.type,
        ce_source: '/tandem/spec',
        ce_subject: String(n),
        ce_time: updated_at,
      };
      return { key: String(n), value: Buffer.from(JSON.stringify(data)), headers };
    });
    await transport.publish(PartCreated.topic, messages);
    await eventually(
      async () => {
        const [row] = await this.gateway.database.query<{ n: number }>(
          `select count(*)::int as n from sync.product_links where system = 'g2a' and external_id = any($1)`,
          [products.map(idOf)],
        );
        expect(row!.n).toBe(products.length);
      },
      { timeoutMs: 30_000 },
    );
  }

  /** What the simulated G2A has of a product. */
  async offer(n: number): Promise<{ name: string; minPrice: number; qty: number }> {
    const answer = await fetch(`${this.gateway.g2a.url}/_sim/products/${idOf(n)}`);
    return (await answer.json()) as { name: string; minPrice: number; qty: number };
  }
}
