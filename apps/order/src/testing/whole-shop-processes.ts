import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { readEnv, SERVICES, type Env } from '@tandem/config';
import {
  createTestDatabase,
  eventually,
  freePort,
  SERVICE_KEYS,
  uniquePrefix,
  type TestDatabase,
} from '@tandem/testing';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');

/** A database with the real tables of all services. */
export async function databaseOfAll(): Promise<TestDatabase> {
  // Of what runs as its own process, what was built is run: it must be what stands in the sources.
  await run(['tools/stack/src/cli.ts', 'build', '--services'], readEnv());
  const database = await createTestDatabase('t_whole');
  await run(['tools/standalone/src/prepare-database.ts'], {
    TANDEM_ADMIN_DATABASE_URL: database.adminUrl,
    TANDEM_SEED: 'no',
    ...Object.fromEntries(
      SERVICES.map(({ prefix, schema }) => [`${prefix}_DATABASE_URL`, database.urlOf(schema)]),
    ),
  });
  return database;
}

/** The real inventory, as a process of its own; resolves when it is ready. */
export async function startInventory(
  database: TestDatabase,
): Promise<{ inventory: ChildProcess; inventoryUrl: string }> {
  const port = await freePort();
  const inventoryUrl = `http://127.0.0.1:${port}`;
  const inventory = node(['apps/inventory/dist/main.js'], {
    INVENTORY_DATABASE_URL: database.urlOf('inventory'),
    TANDEM_SERVICE_KEYS: SERVICE_KEYS,
    TANDEM_TOPIC_PREFIX: uniquePrefix(),
    LOG_LEVEL: 'fatal',
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

function node(args: string[], env: Env): ChildProcess {
  return spawn(process.execPath, ['--enable-source-maps', ...args], {
    cwd: ROOT,
    env: { PATH: '', NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function run(args: string[], env: Env): Promise<void> {
  const [code] = (await once(node(args, env), 'exit')) as [number];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
}
