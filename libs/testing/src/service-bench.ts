import { serviceEntry } from '@tandem/config';
import { startService } from '@tandem/http';
import type { ListeningConfig, RunningService, ServiceDefinition } from '@tandem/http';
import type { MigrationSource } from '@tandem/persistence';
import { createTestDatabase } from './database.js';
import type { TestDatabase } from './database.js';
import { callUrl } from './call-url.js';
import type { Answer, CallOptions } from './call-url.js';
import { uniquePrefix } from './net.js';
import { SERVICE_KEYS, serviceKeyOf, serviceToken } from './service-keys.js';
import { testTokens } from './tokens.js';
import type { TestTokens } from './tokens.js';

type Env = Record<string, string>;

/** The service that a bench runs. It is given: a library knows no app. */
export interface BenchPlan<C extends ListeningConfig> {
  service: ServiceDefinition<C>;
  migrations: MigrationSource;
  /** By schema: what stands in for the tables of other services that this one reads. */
  standIns?: Record<string, MigrationSource>;
  /** A database that is there already, in place of `migrations` and `standIns`; the bench drops it at its end. */
  database?: TestDatabase;
  /** Settings of every instance beside those that each service has. */
  settings?: Env;
}

/** What a spec may ask of a bench. */
export interface BenchOptions {
  /** Default 1. */
  instances?: number;
  /** Settings of every instance; what is named here goes before what the bench sets. */
  env?: Env;
}

/** A call of an instance; of the first one unless said otherwise. */
export type BenchCall = CallOptions & { instance?: number };

/** What a bench stands on; `openBench` makes it. */
export interface BenchGround {
  name: string;
  schema: string;
  database: TestDatabase;
  tokens: TestTokens;
  env: Env;
  launch(env: Env): Promise<RunningService>;
}

/**
 * Real instances of a service in this process, on a database of their own and the real backing services, and those who call
 * them. An app's own bench extends it with its people and its data.
 */
export class ServiceBench {
  readonly instances: RunningService[] = [];
  private readonly closers: (() => Promise<unknown>)[] = [];

  constructor(private readonly ground: BenchGround) {}

  get database(): TestDatabase {
    return this.ground.database;
  }

  get tokens(): TestTokens {
    return this.ground.tokens;
  }

  /** The settings of every instance. */
  get env(): Readonly<Env> {
    return this.ground.env;
  }

  /** One more instance on the same database; `env` goes before the bench's settings. */
  async start(env: Env = {}): Promise<RunningService> {
    const instance = await this.launch(this.instances.length, env);
    this.instances.push(instance);
    return instance;
  }

  /** Stops an instance and starts it again on the same database, at another address. */
  async restart(instance = 0, env: Env = {}): Promise<void> {
    await this.instances[instance]!.stop();
    this.instances[instance] = await this.launch(instance, env);
  }

  private launch(n: number, env: Env): Promise<RunningService> {
    const { name, launch } = this.ground;
    return launch({ TANDEM_INSTANCE_ID: `${name}-${n}`, ...this.env, ...env });
  }

  /** A call as anybody could make it: `path` is the whole path. */
  send<T = Record<string, unknown>>(
    method: string,
    path: string,
    { instance = 0, ...options }: BenchCall = {},
  ): Promise<Answer<T>> {
    return callUrl<T>(method, this.instances[instance]!.url + path, options);
  }

  /** A call from outside: `path` is what follows `/api/v1`. */
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    options: BenchCall = {},
  ): Promise<Answer<T>> {
    return this.send<T>(method, `/api/v1${path}`, options);
  }

  /** What another service gets: `path` is what follows `/internal`. */
  async sendAs<T = Record<string, unknown>>(
    caller: string,
    method: string,
    path: string,
    options: BenchCall = {},
  ): Promise<Answer<T>> {
    const as = { token: await serviceToken(caller, this.ground.name) };
    return this.send<T>(method, `/internal${path}`, { as, ...options });
  }

  /** The events that left for one aggregate, oldest first. */
  events<P = Record<string, unknown>>(aggregateId: number | string) {
    return this.database.query<{ type: string; version: number; payload: P }>(
      `select type, version::float8, payload from ${this.ground.schema}.outbox where aggregateid = $1 order by seq`,
      [String(aggregateId)],
    );
  }

  /** Runs at the end, the last one first, when the instances have stopped. */
  onClose(closer: () => Promise<unknown>): void {
    this.closers.push(closer);
  }

  /** Ends all that the bench has started. */
  async close(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.stop()));
    for (const closer of this.closers.splice(0).reverse()) await closer();
    await this.tokens.close();
    await this.database.drop();
  }
}

/** Opens a bench of the given class; nothing is left of it when that fails. */
export async function openBench<B extends ServiceBench, C extends ListeningConfig>(
  Bench: new (ground: BenchGround) => B,
  plan: BenchPlan<C>,
  { instances = 1, env = {} }: BenchOptions = {},
): Promise<B> {
  const { service, migrations, standIns = {}, settings } = plan;
  const { prefix, schema, calls } = serviceEntry(service.name);
  const all = Object.entries({ ...standIns, [schema]: migrations });
  const database =
    plan.database ??
    (await createTestDatabase(
      `t_${schema}`,
      all.map(([name, source]) => ({ schema: name, migrations: source })),
    ));
  const tokens = await testTokens();
  const bench = new Bench({
    name: service.name,
    schema,
    database,
    tokens,
    env: {
      [`${prefix}_PORT`]: '0',
      [`${prefix}_DATABASE_URL`]: database.urlOf(schema),
      ...(calls && { [`${prefix}_SERVICE_KEY`]: serviceKeyOf(service.name) }),
      AUTH_JWKS_URL: tokens.jwksUrl,
      TANDEM_SERVICE_KEYS: SERVICE_KEYS,
      TANDEM_TOPIC_PREFIX: uniquePrefix(),
      REDIS_URL: '',
      KAFKA_BROKERS: '',
      // A slow machine is no overload; who tests one says so.
      OVERLOAD_TARGET_MS: '0',
      LOG_LEVEL: 'fatal',
      ...settings,
      ...env,
    },
    launch: (all) => startService(service, all),
  });
  try {
    for (let n = 0; n < instances; n += 1) await bench.start();
  } catch (error) {
    await bench.close();
    throw error;
  }
  return bench;
}
