import { join } from 'node:path';
import { roleOf, SERVICES } from '@tandem/config/services';
import type { BackingServices, Run } from './backing-services.ts';
import { StartError } from './errors.ts';
import type { Doors } from './front-doors.ts';
import { ROOT, type Home, type Secrets } from './home.ts';
import { nodeFlags, OWN_SOURCE_MAPS, programOf, TELEMETRY } from './node-flags.ts';
import type { Outside } from './outside.ts';
import { run as runCommand } from './run.ts';
import { givenTo, publicServiceKeys } from './service-secrets.ts';
import type { Instance } from './services.ts';
import type { StackOptions } from './stack-options.ts';
import { spansTo } from './traces.ts';
import { answersOk } from './wait.ts';

const TOOLS = join(ROOT, 'tools', 'standalone', 'src');
const SERVICE_HEAP_MB = 256;
const STANDALONE_HEAP_MB = 768;
/** One thread migrates, seeds and starts all services: ten seconds on a quiet machine, minutes on one that has more to do. */
const STANDALONE_READY_MS = 300_000;
/** 5 s until nobody asks any more, 10 s for what runs, and then the rest. */
const STOP_TIMEOUT_MS = 20_000;

/** Where the backing services are; what is absent is not there. */
interface Addresses {
  postgres: { address: string };
  kafka?: { address: string[]; toServices?: string[] } | undefined;
  redis?: { address: string } | undefined;
}

/** Decides addresses and settings of every instance before anything starts: each may need the others' addresses. */
export async function planInstances(
  run: { ports: Pick<Run['ports'], 'port'>; secrets: Secrets; home: Pick<Home, 'path'> },
  backing: Addresses,
  options: StackOptions,
  outside: Pick<Outside, 'env'>,
  shopUrl: string,
): Promise<Instance[]> {
  const instances: Instance[] = [];
  for (const service of SERVICES) {
    for (let number = 1; number <= (options.replicas?.[service.name] ?? 1); number += 1) {
      const id = `${service.name}-${number}`;
      const port = await run.ports.port(id);
      instances.push({ service, id, url: `http://127.0.0.1:${port}`, env: {} });
    }
  }
  const { detour = (_: string, address: string) => Promise.resolve(address) } = options;
  const addresses: Record<string, string> = {};
  for (const { name, prefix } of SERVICES)
    addresses[`${prefix}_URL`] = await detour(name, first(instances, name));
  const postgres = await detour('postgres', backing.postgres.address);
  const redis = backing.redis && (await detour('redis', backing.redis.address));
  const kafka = backing.kafka?.toServices ?? backing.kafka?.address;
  const publicKeys = publicServiceKeys(run.secrets);
  for (const instance of instances) {
    const { prefix, schema, name, folder } = instance.service;
    instance.env = {
      NODE_ENV: 'development',
      ...definedOnly(['NODE_ENV', 'LOG_LEVEL', 'TANDEM_TOPIC_PREFIX']),
      TANDEM_HOST: '127.0.0.1',
      TANDEM_INSTANCE_ID: instance.id,
      TANDEM_SERVICE_KEYS: publicKeys,
      KAFKA_BROKERS: kafka?.join(',') ?? '',
      REDIS_URL: redis ?? '',
      AUTH_JWKS_URL: `${addresses.AUTH_URL}/.well-known/jwks.json`,
      TANDEM_SHOP_URL: shopUrl,
      // Made-up addresses get no mail that could be confirmed.
      ORDER_UNPAID_NEEDS_CONFIRMED_EMAIL: 'no',
      ...givenTo(instance.service, run.secrets, { ...outside.env, WATCHER_DOOR_URL: shopUrl }),
      ...(folder && { [folder.setting]: run.home.path(folder.name) }),
      OTEL_SERVICE_NAME: name,
      ...spansTo(addresses.OPERATIONS_URL ?? '', run.secrets, process.env, options.env ?? {}),
      ...addresses,
      [`${prefix}_PORT`]: new URL(instance.url).port,
      [`${prefix}_DATABASE_URL`]: ownDatabaseUrl(postgres, roleOf(schema), run.secrets),
      ...options.env,
      ...options.envOf?.[name],
    };
  }
  return instances;
}

const operationsOf = (instances: readonly Instance[]) => first(instances, 'operations');

function first(instances: readonly Instance[], name: string): string {
  return instances.find(({ service }) => service.name === name)?.url ?? '';
}

function definedOnly(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  ) as Record<string, string>;
}

function ownDatabaseUrl(adminUrl: string, role: string, secrets: Secrets): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = secrets.rolePasswords[role] ?? '';
  return url.toString();
}

/** What migrations and seed need: every database's address, and no other secret. */
export function preparation(
  secrets: Secrets,
  { postgres: { address } }: Addresses,
  options: StackOptions,
): Record<string, string> {
  return {
    NODE_ENV: 'development',
    ...definedOnly(['NODE_ENV', 'LOG_LEVEL']),
    ...Object.fromEntries(
      SERVICES.map(({ prefix, schema }) => [
        `${prefix}_DATABASE_URL`,
        ownDatabaseUrl(address, roleOf(schema), secrets),
      ]),
    ),
    ...options.env,
    TANDEM_ADMIN_DATABASE_URL: address,
    TANDEM_SEED: options.seed === false ? 'no' : 'yes',
    OTEL_SERVICE_NAME: 'migrate',
  };
}

export async function startDistributed(
  run: Run,
  backing: BackingServices,
  instances: readonly Instance[],
  options: StackOptions,
): Promise<void> {
  const { version = ROOT } = options;
  await migrate(run, backing, options, version);
  await Promise.all(instances.map((instance) => startInstance(run, instance, version)));
}

export async function migrate(
  run: Run,
  backing: BackingServices,
  options: StackOptions,
  version: string,
): Promise<void> {
  const began = Date.now();
  run.say('database: migrations and seed data …');
  const { code, output } = await runCommand(
    process.execPath,
    [...OWN_SOURCE_MAPS, join(version, 'tools', 'standalone', 'src', 'prepare-database.ts')],
    { cwd: version, env: preparation(run.secrets, backing, options), signal: run.signal },
  );
  if (code !== 0) {
    throw new StartError(
      'database',
      `migrations or seed failed\n${output.trim().split('\n').slice(-25).join('\n')}`,
      'Correct the migration named above. `npm run reset` deletes the database.',
    );
  }
  run.say(`database: ready in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** What an instance runs, of one version or another. */
export const runs = (service: string, version: string) => ({
  args: [...nodeFlags(SERVICE_HEAP_MB), ...OWN_SOURCE_MAPS, ...programOf(service, version)],
  cwd: version,
});

async function startInstance(run: Run, instance: Instance, version: string): Promise<void> {
  const began = Date.now();
  const managed = run.supervise({
    name: instance.id,
    command: process.execPath,
    ...runs(instance.service.name, version),
    env: instance.env,
    stopTimeoutMs: STOP_TIMEOUT_MS,
    ready: () => answersOk(`${instance.url}/health/ready`),
    isAlarm,
    advice: 'Read the log. It names the setting or the backing service that is wrong.',
  });
  await managed.start();
  run.say(`${instance.id}: ready in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** All services, the migrations before them and the front doors in one process. */
export async function startStandalone(
  run: Run,
  backing: BackingServices,
  instances: readonly Instance[],
  doors: Doors,
  options: StackOptions,
): Promise<void> {
  const began = Date.now();
  run.say('services: starting in one process …');
  run.home.writeJson(
    'standalone.json',
    {
      prepare: preparation(run.secrets, backing, options),
      services: instances.map(({ service, env }) => ({ name: service.name, env })),
      frontDoor: doors.config,
    },
    0o600,
  );
  const managed = run.supervise({
    name: 'standalone',
    command: process.execPath,
    args: [
      ...nodeFlags(STANDALONE_HEAP_MB),
      ...OWN_SOURCE_MAPS,
      ...TELEMETRY,
      join(TOOLS, 'main.ts'),
      run.home.path('standalone.json'),
    ],
    cwd: ROOT,
    env: {
      OTEL_SERVICE_NAME: 'tandem',
      ...spansTo(operationsOf(instances), run.secrets, process.env, options.env ?? {}),
    },
    readyTimeoutMs: STANDALONE_READY_MS,
    stopTimeoutMs: STOP_TIMEOUT_MS,
    ready: async () => {
      for (const { url } of instances) await answersOk(`${url}/health/ready`);
      for (const url of Object.values(doors.urls)) await answersOk(`${url}/front-door/health`);
    },
    isAlarm,
    advice: 'Read the log. It names the setting or the backing service that is wrong.',
  });
  await managed.start();
  run.say(`services: ready in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** Errors and worse, as pino writes them. */
function isAlarm(text: string): boolean {
  return /"level":(?:"(?:error|fatal)"|[56]0)/.test(text);
}
