import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildServices,
  endProcess,
  eventually,
  proofSeed,
  proofSize,
  startBuilt,
} from '@tandem/testing';
import { Gateway } from '../../testing/gateway.js';
import { SyncBench, idOf } from './spec-support.js';

const PRODUCTS = proofSize(20_000);
const KILLS = proofSize(3, 1);
const UNLUCKY = proofSize(4_000);
const LONG_MS = 1_200_000;

const all = (count: number) => Array.from({ length: count }, (_, n) => idOf(n + 1)).sort();
const toldOf = async (bench: SyncBench) =>
  (await bench.products()).map(({ g2a_id, version }) => `${g2a_id} ${version}`).sort();

// Real here: gateways that are processes of their own and die by SIGKILL, PostgreSQL, the simulated G2A.
describe('a whole catalogue whose reader is killed', () => {
  let gateway: Gateway;
  let bench: SyncBench;
  let home: string;
  beforeAll(async () => {
    await buildServices();
    gateway = await Gateway.open({ simulator: { G2A_SIM_PRODUCTS: String(PRODUCTS) } });
    bench = new SyncBench(gateway);
    home = mkdtempSync(join(tmpdir(), 'tandem-runs-'));
  }, 300_000);
  afterAll(async () => {
    await gateway?.close();
    if (home) rmSync(home, { recursive: true });
  });

  const processed = async (id: string) => {
    const [run] = await gateway.database.query<{ processed: number; status: string }>(
      'select processed, status from sync.sync_runs where id = $1',
      [id],
    );
    return run!;
  };

  it(
    'is read once: no product is told twice, none is missing',
    async () => {
      // So slow that nobody is done before the end comes.
      await gateway.g2a.control('faults', { path: '/v1/products', delay_ms: 300, times: 100_000 });
      const id = await bench.start('products');
      await gateway.stop();
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const faultFile = join(home, String(kill));
        const env = { ...gateway.env, TANDEM_FAULT_FILE: faultFile };
        const { child } = await startBuilt('sync-gateway', 'SYNC', env);
        writeFileSync(faultFile, kill % 2 === 0 ? 'sync.page_fetched' : 'sync.page_written');
        await eventually(() => expect(child.signalCode).toBe('SIGKILL'), { timeoutMs: 120_000 });
      }
      await gateway.g2a.control('faults/clear');
      expect((await processed(id)).status).toBe('running');
      const { child } = await startBuilt('sync-gateway', 'SYNC', gateway.env);
      try {
        await eventually(async () => expect((await processed(id)).status).toBe('completed'), {
          timeoutMs: LONG_MS,
          everyMs: 200,
        });
      } finally {
        await endProcess(child);
      }
      expect(await toldOf(bench)).toEqual(all(PRODUCTS).map((product) => `${product} 1`));
    },
    LONG_MS,
  );
});

// Real here: PostgreSQL, and the simulated G2A that fails as often as it is told.
describe('a whole catalogue while every fifth call goes wrong', () => {
  let gateway: Gateway;
  let bench: SyncBench;
  beforeAll(async () => {
    gateway = await Gateway.open({
      simulator: { G2A_SIM_PRODUCTS: String(UNLUCKY) },
      env: { G2A_DEADLINE_MS: '600' },
    });
    bench = new SyncBench(gateway);
  }, 120_000);
  afterAll(() => gateway?.close());

  it(
    'is read in the end: no product is told twice, none is missing',
    async () => {
      const seed = proofSeed();
      const faults = [
        { status: 503 },
        { status: 500, code: 'ERR99' },
        { status: 429, code: 'BR03' },
        { drop: true },
        { drop: true, applied: true },
        { malformed: true },
        { delay_ms: 1_500 },
      ];
      for (const [n, fault] of faults.entries()) {
        const chance = { probability: 0.2 / faults.length, seed: seed + n };
        await gateway.g2a.control('faults', { path: '/v1/products', ...chance, ...fault });
      }
      const run = await bench.ended(await bench.start('products'), LONG_MS);
      expect(run).toMatchObject({ status: 'completed', failed: 0 });
      expect(await toldOf(bench)).toEqual(all(UNLUCKY).map((product) => `${product} 1`));
    },
    LONG_MS,
  );
});
