import { loadConfig, readEnv } from '@tandem/config';
import type { Env } from '@tandem/config';
import type { ServiceDefinition } from '@tandem/http';
import { AppModule } from './app.module.js';
import { AuthConfig } from './auth-config.js';
import { seedUsers } from './seed.js';

export { migrations } from './migrations/all.js';

export const service: ServiceDefinition<AuthConfig> = {
  name: 'auth',
  config: AuthConfig,
  module: (config) => AppModule.forRoot(config),
  publicOpenApiTitle: 'Tandem auth',
};

/** Makes the first users; see the README. `env` goes before the process environment, as with `startService`. */
export async function seed(context: { env?: Env } = {}): Promise<void> {
  await seedUsers(loadConfig(AuthConfig, { ...readEnv(), ...context.env }));
}
