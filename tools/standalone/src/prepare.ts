import { refuseKnownSecrets } from '@tandem/config';
import { migrate } from '@tandem/persistence';
import { SERVICES } from '@tandem/config/services';
import { loadService } from './load-service.ts';

type Env = Record<string, string | undefined>;

/**
 * Brings the database up to date and, outside production, seeds it. The administrator's address is
 * TANDEM_ADMIN_DATABASE_URL; each role and its password come from that service's own `<NAME>_DATABASE_URL`.
 */
export async function prepareDatabase(
  env: Env,
  say: (line: string) => void = console.log,
): Promise<void> {
  refuseKnownSecrets(env, [
    'TANDEM_ADMIN_DATABASE_URL',
    ...SERVICES.map(({ prefix }) => `${prefix}_DATABASE_URL`),
    'AUTH_FIRST_ADMIN_PASSWORD',
  ]);
  const adminUrl = required(env, 'TANDEM_ADMIN_DATABASE_URL');
  const services = await Promise.all(
    SERVICES.map(async (entry) => {
      const databaseUrl = required(env, `${entry.prefix}_DATABASE_URL`);
      const { migrations, seed } = await loadService(entry.name);
      return { ...entry, databaseUrl, password: passwordOf(databaseUrl), migrations, seed };
    }),
  );
  await migrate({ adminUrl, services, onProgress: (line) => say(`migrated ${line}`) });
  if (env.TANDEM_SEED === 'no') return;
  // In order: a service's seed may build on the one before it.
  for (const { name, seed, databaseUrl } of services) {
    const began = performance.now();
    await seed?.({ env, databaseUrl });
    if (seed) say(`seeded ${name} in ${Math.round(performance.now() - began)} ms`);
  }
}

function required(env: Env, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

function passwordOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).password);
}
