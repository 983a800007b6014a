import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildServices,
  callUrl,
  endProcess,
  eventually,
  proofSize,
  startBuilt,
} from '@tandem/testing';
import { Gateway } from '../../testing/gateway.js';
import { SHARES } from '../client/budget.js';
import { PAGE_SIZE } from '../client/g2a-client.js';

/** 100,000 with `--full`, else 2,000. */
const PRODUCTS = proofSize(10_000) * proofSize(10, 2);
const LONG_MS = 1_800_000;
/** What the shop takes of G2A's 600 requests a minute, and a sync of that. */
const A_MINUTE = 540 * SHARES.catalogue;
/** After the first quarter. All products of a large catalogue would take more; the bus without Kafka keeps 10,000 events. */
const GROWTH_MB = 200;

// Real here: a gateway that is a process of its own, PostgreSQL, the simulated G2A. Only the budget of requests is set so
// high that nobody waits for it: how long a run would wait is worked out from their number.
describe('a large catalogue', () => {
  let gateway: Gateway;
  let reader: { child: ChildProcess; url: string };
  beforeAll(async () => {
    await buildServices();
    gateway = await Gateway.open({ simulator: { G2A_SIM_PRODUCTS: String(PRODUCTS) } });
    await gateway.stop();
    reader = await startBuilt('sync-gateway', 'SYNC', gateway.env);
  }, 300_000);
  afterAll(async () => {
    if (reader) await endProcess(reader.child);
    await gateway?.close();
  });

  const start = async (): Promise<string> => {
    const token = await gateway.tokens.tokenFor({ roles: ['admin'], permissions: ['sync:write'] });
    const { status, body } = await callUrl<{ run_id: string }>(
      'POST',
      `${reader.url}/api/v1/admin/sync/g2a/products`,
      { as: { token } },
    );
    expect(status).toBe(202);
    return body.run_id;
  };

  const read = async (id: string) => {
    const [run] = await gateway.database.query<{ processed: number; status: string }>(
      'select processed, status from sync.sync_runs where id = $1',
      [id],
    );
    return run!;
  };

  const memoryMb = async (): Promise<number> => {
    const text = await (await fetch(`${reader.url}/metrics`)).text();
    return Number(/^process_memory_usage_bytes (\S+)/m.exec(text)![1]) / 1_048_576;
  };

  it(
    'is read within half an hour of the budget, and no memory of it is kept',
    async () => {
      const id = await start();
      const memory: number[] = [];
      for (const part of [0.25, 0.5, 0.75, 1]) {
        const wanted = PRODUCTS * part;
        await eventually(
          async () => expect((await read(id)).processed).toBeGreaterThanOrEqual(wanted),
          { timeoutMs: LONG_MS, everyMs: 100 },
        );
        memory.push(await memoryMb());
      }
      await eventually(async () => expect((await read(id)).status).toBe('completed'), {
        timeoutMs: LONG_MS,
      });
      const [told] = await gateway.database.query<{ events: number; products: number }>(
        `select count(*)::int as events, count(distinct aggregateid)::int as products from sync.outbox
          where type = 'g2a.product.upserted' and version = 1`,
      );
      expect(told).toEqual({ events: PRODUCTS, products: PRODUCTS });
      const requests = (await gateway.g2a.asked('GET', '/v1/products')).length;
      const minutes = requests / A_MINUTE;
      process.stdout.write(
        `proof: ${PRODUCTS} products, ${requests} requests, ${minutes.toFixed(1)} minutes of the budget; ` +
          `${memory.map(Math.round).join(', ')} MB after each quarter\n`,
      );
      // A few looks at windows come on top of the pages.
      expect(requests).toBeLessThan((PRODUCTS / PAGE_SIZE) * 1.05 + 60);
      expect(minutes).toBeLessThan(30);
      expect(Math.max(...memory) - memory[0]!).toBeLessThan(GROWTH_MB);
    },
    LONG_MS,
  );
});
