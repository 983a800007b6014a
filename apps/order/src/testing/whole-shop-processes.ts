import type { ChildProcess } from 'node:child_process';
import { SERVICES } from '@tandem/config';
import {
  buildServices,
  createTestDatabase,
  runScript,
  SERVICE_KEYS,
  startBuilt,
  uniquePrefix,
  type TestDatabase,
} from '@tandem/testing';

/** A database with the real tables of all services. */
export async function databaseOfAll(): Promise<TestDatabase> {
  await buildServices();
  return createTestDatabase('t_whole', {
    name: 'all services',
    make: ({ adminUrl, urlOf }) =>
      runScript(['tools/standalone/src/prepare-database.ts'], {
        TANDEM_ADMIN_DATABASE_URL: adminUrl,
        TANDEM_SEED: 'no',
        ...Object.fromEntries(
          SERVICES.map(({ prefix, schema }) => [`${prefix}_DATABASE_URL`, urlOf(schema)]),
        ),
      }),
  });
}

/** The real inventory, as a process of its own; resolves when it is ready. `env` goes before its settings here. */
export async function startInventory(
  database: TestDatabase,
  env: Record<string, string> = {},
): Promise<{ inventory: ChildProcess; inventoryUrl: string }> {
  const { child, url } = await startBuilt('inventory', 'INVENTORY', {
    INVENTORY_DATABASE_URL: database.urlOf('inventory'),
    TANDEM_SERVICE_KEYS: SERVICE_KEYS,
    TANDEM_TOPIC_PREFIX: uniquePrefix(),
    LOG_LEVEL: 'fatal',
    INVENTORY_EXPIRY_INTERVAL_MS: '100',
    ...env,
  });
  return { inventory: child, inventoryUrl: url };
}
