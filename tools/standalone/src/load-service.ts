import type { ServiceDefinition } from '@tandem/http';
import type { MigrationSource } from '@tandem/persistence';

type Env = Record<string, string | undefined>;

/** What `apps/<name>/src/service.ts` exports. */
export interface ServiceModule {
  service: ServiceDefinition;
  migrations: MigrationSource;
  /** Fills an empty schema with development data; harmless when it ran before. */
  seed?: (context: { env: Env; databaseUrl: string }) => Promise<unknown>;
  /** Tells on Kafka how things are now, for consumers that came later. */
  snapshot?: (context: { databaseUrl: string }) => Promise<number>;
}

/** Services are found by name, from the one table of tools/stack: a tool holds no second list of them. */
export async function loadService(name: string): Promise<ServiceModule> {
  return (await import(`@tandem/${name}/service`)) as ServiceModule;
}
