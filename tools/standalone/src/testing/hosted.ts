import { SERVICES } from '@tandem/config/services';
import { SERVICE_KEYS, serviceKeyOf, type TestDatabase, type TestTokens } from '@tandem/testing';
import type { HostedService } from '../hosting.ts';
import { composed } from './composed.ts';

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
