import { SERVICES } from '@tandem/config/services';
import { Home } from './home.ts';
import { outsideEnv } from './outside.ts';
import { planInstances, preparation } from './service-processes.ts';

type Env = Record<string, string>;

/** What `npm start` tells each service and the migration, for a look at who is given what without starting anything. */
export interface Definitions {
  services: Record<string, Env>;
  migration: Env;
  /** Every secret of the stack. */
  secrets: string[];
}

/** @param folder a home: its secrets are made when it has none. */
export async function definitions(folder: string): Promise<Definitions> {
  const url = 'http://127.0.0.1:1';
  const home = new Home(folder);
  const secrets = home.secrets(SERVICES);
  const backing = {
    postgres: { address: `postgres://postgres:${secrets.postgresPassword}@127.0.0.1:1/tandem` },
  };
  const instances = await planInstances(
    { ports: { port: () => Promise.resolve(1) }, secrets, home },
    backing,
    {},
    { env: outsideEnv('smtp://127.0.0.1:1', url, url) },
    url,
  );
  const { postgresPassword, rolePasswords, serviceKeys, own } = secrets;
  return {
    services: Object.fromEntries(instances.map(({ service, env }) => [service.name, env])),
    migration: preparation(secrets, backing, {}),
    secrets: [
      postgresPassword,
      ...[rolePasswords, serviceKeys, own].flatMap((some) => Object.values(some)),
    ],
  };
}
