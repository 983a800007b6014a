import { SERVICES } from '@tandem/config/services';
import {
  SERVICE_KEYS,
  serviceKeyOf,
  testTokens,
  type TestDatabase,
  type TestTokens,
} from '@tandem/testing';
import { Hosting, type HostedService } from '../hosting.ts';
import { composed } from './composed.ts';
import { databaseOfAll } from './migrated.ts';

/** All services as the standalone form hosts them, on a test's database, with tokens that a test makes. */
export function hostedServices(database: TestDatabase, tokens: TestTokens): HostedService[] {
  const settings = composed();
  return SERVICES.map(({ name, prefix, schema, calls }) => ({
    name,
    env: {
      ...Object.fromEntries(
        Object.entries(settings[name]!.environment).map(([key, value]) => [key, String(value)]),
      ),
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      TANDEM_HOST: '127.0.0.1',
      KAFKA_BROKERS: '',
      REDIS_URL: '',
      AUTH_JWKS_URL: tokens.jwksUrl,
      TANDEM_SERVICE_KEYS: SERVICE_KEYS,
      ...(calls && { [`${prefix}_SERVICE_KEY`]: serviceKeyOf(name) }),
      [`${prefix}_PORT`]: '0',
      [`${prefix}_DATABASE_URL`]: database.urlOf(schema),
    },
  }));
}

/** All services in this process on a database of their own. */
export interface HostedShop {
  database: TestDatabase;
  tokens: TestTokens;
  hosting: Hosting;
  close(): Promise<void>;
}

export async function openHostedShop(name: string): Promise<HostedShop> {
  const database = await databaseOfAll(name);
  const tokens = await testTokens();
  const hosting = new Hosting();
  const close = async () => {
    await hosting.stop();
    await tokens.close();
    await database.drop();
  };
  try {
    await hosting.start(hostedServices(database, tokens));
  } catch (error) {
    await close();
    throw error;
  }
  return { database, tokens, hosting, close };
}
