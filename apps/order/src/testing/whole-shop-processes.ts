import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createTestDatabase, eventually, freePort, type TestDatabase } from '@tandem/testing';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');
const SCHEMAS = {
  AUTH: 'auth',
  CATALOG: 'catalog',
  INVENTORY: 'inventory',
  ORDER: 'orders',
  SYNC: 'sync',
  REALTIME: 'realtime',
};

/** A database with the real tables of all services, and each one's address. */
export async function databaseOfAll(): Promise<{
  database: TestDatabase;
  urls: Record<string, string>;
}> {
  const database = await createTestDatabase('t_whole');
  const urls = Object.fromEntries(
    Object.entries(SCHEMAS).map(([prefix, schema]) => [
      `${prefix}_DATABASE_URL`,
      database.urlOf(schema),
    ]),
  );
  await run(['tools/standalone/src/prepare-database.ts'], {
    TANDEM_ADMIN_DATABASE_URL: database.adminUrl,
    TANDEM_SEED: 'no',
    ...urls,
  });
  return { database, urls };
}

/** The real inventory, as a process of its own; resolves when it is ready. */
export async function startInventory(
  common: Record<string, string>,
): Promise<{ inventory: ChildProcess; inventoryUrl: string }> {
  const port = await freePort();
  const inventoryUrl = `http://127.0.0.1:${port}`;
  const inventory = node(['apps/inventory/dist/main.js'], {
    ...common,
    INVENTORY_PORT: String(port),
    INVENTORY_EXPIRY_INTERVAL_MS: '100',
  });
  await eventually(
    async () => {
      if (!(await fetch(`${inventoryUrl}/health/ready`)).ok) throw new Error('not ready');
    },
    { timeoutMs: 30_000 },
  );
  return { inventory, inventoryUrl };
}

function node(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--enable-source-maps', ...args], {
    cwd: ROOT,
    env: { PATH: '', NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function run(args: string[], env: Record<string, string>): Promise<void> {
  const [code] = (await once(node(args, env), 'exit')) as [number];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
}
