import { loadSettings, readEnv } from '@tandem/config';
import type { Env } from '@tandem/config';
import type { ServiceDefinition } from '@tandem/http';
import { AppModule } from './app.module.js';
import { AuthConfig } from './config.js';
import { SigningKeys } from './keys/signing-keys.js';
import { SEED_SETTINGS, seedUsers } from './seed.js';

export { migrations } from './migrations/all.js';

export const service: ServiceDefinition<AuthConfig> = {
  name: 'auth',
  config: AuthConfig,
  module: (config) => AppModule.forRoot(config),
  publicOpenApiTitle: 'Tandem auth',
  onStart: (app) => app.get(SigningKeys).start(),
};

/** Makes the first users; see the README. Both settings go before the process environment. */
export async function seed(context: { env?: Env; databaseUrl?: string } = {}): Promise<void> {
  const address = context.databaseUrl ? { AUTH_DATABASE_URL: context.databaseUrl } : {};
  await seedUsers(
    loadSettings(AuthConfig, SEED_SETTINGS, { ...readEnv(), ...context.env, ...address }),
  );
}
