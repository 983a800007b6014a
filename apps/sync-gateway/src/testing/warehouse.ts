import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PartCreated, SaleNumbered, type EventDefinition } from '@tandem/contracts';
import { EVENT_TRANSPORT, type EventTransport } from '@tandem/messaging';
import { endProcess, openBench, ServiceBench } from '@tandem/testing';
import type { BenchOptions } from '@tandem/testing';
import { migrations, service } from '../service.js';
import { CatalogStandIn1600000000001 } from './catalog-stand-in.js';
import { BUYER, MERCHANT, WAREHOUSE } from './simulator.js';

const SCRIPT = fileURLToPath(
  new URL('../../../../tools/simulators/inventory/main.ts', import.meta.url),
);
const NOWHERE = 'http://127.0.0.1:1';

export interface Announced {
  part_id: number;
  version: number;
  sku: string;
  quantity: number;
  sequence: number;
  counted_through: number;
  as_of: string;
}

/** Whole sync gateways on a database of their own, and the simulated warehouse that they talk to. */
export class WarehouseBench extends ServiceBench {
  url!: string;

  static async open(options: BenchOptions = {}): Promise<WarehouseBench> {
    const { url, child } = await startSimulator();
    const settings = {
      ...MERCHANT,
      ...BUYER,
      ...WAREHOUSE,
      G2A_PAY_CHECKOUT_URL: NOWHERE,
      G2A_PAY_REST_URL: NOWHERE,
      G2A_API_URL: NOWHERE,
      GAME_KEY_ENCRYPTION_SECRET: 'a-game-key-encryption-secret-of-tests',
      WAREHOUSE_URL: url,
      WAREHOUSE_POLL_MS: '50',
      WAREHOUSE_DEADLINE_MS: '1000',
      WAREHOUSE_PAGE_SIZE: '10',
    };
    const standIns = { catalog: [CatalogStandIn1600000000001] };
    const plan = { service, migrations, standIns, settings };
    const bench = await openBench(WarehouseBench, plan, { ...options, instances: 0 });
    bench.url = url;
    bench.onClose(() => endProcess(child));
    for (let n = 0; n < (options.instances ?? 1); n += 1) await bench.start();
    return bench;
  }

  /** The control side of the warehouse. */
  async control<T = Record<string, unknown>>(path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}/_sim/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const told = (await answer.json()) as T;
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(told)}`);
    return told;
  }

  /** Puts figures on the shelves of the warehouse. */
  async shelve(...items: { sku: string; quantity: number; updated_at?: string }[]): Promise<void> {
    await this.control('stock', { items });
  }

  /** Parts of the catalogue, by SKU. */
  async parts(skus: readonly string[], kind = 'physical'): Promise<Map<string, number>> {
    const rows = await this.database.query<{ id: number; sku: string }>(
      `insert into catalog.parts (sku, kind) select sku, $2 from unnest($1::text[]) as s (sku)
       returning id, sku`,
      [skus, kind],
    );
    return new Map(rows.map(({ id, sku }) => [sku, id]));
  }

  async part(sku: string, kind = 'physical'): Promise<number> {
    return (await this.parts([sku], kind)).get(sku)!;
  }

  /** A part that the catalogue tells of as it is made. */
  async makePart(sku: string): Promise<number> {
    const id = await this.part(sku);
    const about = { id, kind: 'physical', sku, slug: 'new', part_name: 'New', description: '' };
    const part = {
      ...about,
      category: null,
      price: { amount: '1.00', currency: 'EUR' },
      specifications: [],
      images: [],
      version: 1,
      updated_at: new Date().toISOString(),
    };
    const data = { part_id: id, version: 1, kind: 'physical', sku, changed: [], part };
    await this.hear(PartCreated, String(id), data);
    return id;
  }

  /** Sales that inventory has numbered, told in the order given. */
  async sell(...sales: { number: number; sku: string; quantity: number }[]): Promise<void> {
    for (const { number, sku, quantity } of sales) {
      const reference = `order-${number}:${sku}`;
      const data = { part_id: 1, version: 1, number, reference, sku, quantity };
      await this.hear(SaleNumbered, reference, { ...data, sold_at: new Date().toISOString() });
    }
  }

  /** The warehouse's ledger: the numbers it has heard of, in that order, and how often. */
  async ledger(): Promise<{ number: number; times_received: number; counted_at: string | null }[]> {
    return (await this.control<{ items: [] }>('sales')).items;
  }

  /** An event of another service. */
  async hear({ type, topic }: EventDefinition, key: string, data: object): Promise<void> {
    const headers = {
      ce_specversion: '1.0',
      ce_id: randomUUID(),
      ce_type: type,
      ce_source: '/tandem/spec',
      ce_subject: key,
      ce_time: new Date().toISOString(),
    };
    const transport = this.instances[0]!.app.get<EventTransport>(EVENT_TRANSPORT);
    await transport.publish(topic, [{ key, value: Buffer.from(JSON.stringify(data)), headers }]);
  }

  /** What was announced of the warehouse's figures, oldest first. */
  announced(...skus: string[]): Promise<Announced[]> {
    return this.database
      .query<{ payload: Announced }>(
        `select payload from sync.outbox where type = 'external_stock.changed'
            and ($1::text[] = '{}' or payload->>'sku' = any($1::text[])) order by seq`,
        [skus],
      )
      .then((rows) => rows.map(({ payload }) => payload));
  }

  /** What the gateways said of the warehouse's silence, oldest first. */
  async healthTold(): Promise<string[]> {
    const rows = await this.database.query<{ type: string }>(
      `select type from sync.outbox where aggregateid = 'warehouse' order by seq`,
    );
    return rows.map(({ type }) => type);
  }
}

async function startSimulator(): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [SCRIPT], {
    env: { ...WAREHOUSE, WAREHOUSE_SIM_WITH_PARENT: 'yes', WAREHOUSE_SIM_WEBHOOK_RETRY_MS: '20' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout! })) {
    return { url: (JSON.parse(line) as { url: string }).url, child };
  }
  throw new Error('the simulator did not start');
}
