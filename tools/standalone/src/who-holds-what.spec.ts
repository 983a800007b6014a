import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, describeSettings, isKnownSecret, loadConfig } from '@tandem/config';
import { TelemetryConfig } from '@tandem/observability';
import { definitions } from '@tandem/stack/definitions';
import { SERVICES } from '@tandem/config/services';
import { SCALED } from '@tandem/kubernetes';
import { parseAllDocuments } from 'yaml';
import { loadService } from './load-service.ts';
import { composed } from './testing/composed.ts';

const FOLDER = fileURLToPath(new URL('../../../deploy/kubernetes/', import.meta.url));
const NAME_OF_A_SECRET = /(PASSWORD|SECRET|HASH|SERVICE_KEY|DATABASE_URL)$/;

const configs = new Map<string, new () => object>();
for (const { name } of SERVICES) configs.set(name, (await loadService(name)).service.config);

/** The settings of a service that are secrets. */
const secretsRead = (name: string) =>
  new Set(
    describeSettings(configs.get(name)!)
      .filter(({ secret }) => secret)
      .map(({ env }) => env),
  );
/** Every service sends its spans, and says the secret of whoever takes them. */
const ofTelemetry = describeSettings(TelemetryConfig)
  .filter(({ secret }) => secret)
  .map(({ env }) => env);
const anybodys = new Set(SERVICES.flatMap(({ name }) => [...secretsRead(name)]));
const isSecret = (name: string) => anybodys.has(name) || NAME_OF_A_SECRET.test(name);

function problemsOf(name: string, env: Record<string, string>): readonly string[] {
  try {
    loadConfig(configs.get(name)!, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('a secret', () => {
  it('that signs calls is with the services that call others', () => {
    for (const { name, prefix, calls } of SERVICES) {
      const signs = [...secretsRead(name)].filter((env) => env.endsWith('_SERVICE_KEY'));
      expect([name, signs]).toEqual([name, calls ? [`${prefix}_SERVICE_KEY`] : []]);
    }
  });

  it.each(SERVICES.map(({ name }) => name))(
    'that %s does not read is not given to it by npm start, and it has what it reads',
    async (name) => {
      const home = mkdtempSync(join(tmpdir(), 'tandem-secrets-'));
      try {
        const { services, secrets } = await definitions(home);
        const env = services[name]!;
        const read = new Set([...secretsRead(name), ...ofTelemetry]);
        expect(Object.keys(env).filter((key) => isSecret(key) && !read.has(key))).toEqual([]);
        // Under whatever name: a value that is somebody's secret.
        const given = Object.entries(env).filter(([, value]) =>
          secrets.some((secret) => value.includes(secret)),
        );
        expect(given.filter(([key]) => !read.has(key))).toEqual([]);
        expect(given.length).toBeGreaterThan(0);
        expect(problemsOf(name, env)).toEqual([]);
      } finally {
        rmSync(home, { recursive: true, force: true });
      }
    },
  );

  it('that the migration of npm start does not need is not given to it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'tandem-secrets-'));
    try {
      const { migration } = await definitions(home);
      expect(Object.keys(migration).filter(isSecret).sort()).toEqual(
        ['TANDEM_ADMIN', ...SERVICES.map(({ prefix }) => prefix)]
          .map((prefix) => `${prefix}_DATABASE_URL`)
          .sort(),
      );
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});

describe('docker-compose.yml', () => {
  const containers = composed();
  const databases = SERVICES.map(({ prefix }) => `${prefix}_DATABASE_URL`);
  const others: Record<string, RegExp> = {
    migrate: new RegExp(`^(TANDEM_ADMIN_DATABASE_URL|${databases.join('|')})$`),
    postgres: /^POSTGRES_PASSWORD$/,
    kafka: /^KAFKA_LISTENER_NAME_\w+_JAAS_CONFIG$/,
    'kafka-access': /^KAFKA_(BROKER|ADMIN)_PASSWORD$/,
    redis: /_REDIS_PASSWORD$/,
    'simulator-warehouse': /^WAREHOUSE_(TOKEN|WEBHOOK)_SECRET$/,
    'simulator-g2a': /^G2A_(PAY_(API_HASH|SECRET)|API_(HASH|SECRET)|WEBHOOK_SECRET)$/,
  };

  it.each(Object.keys(containers))('gives %s no secret that it does not read', (name) => {
    const read = configs.has(name) ? secretsRead(name) : new Set<string>();
    const surplus = Object.entries(containers[name]!.environment ?? {})
      .map(([key, value]): [string, string] => [key, String(value ?? '')])
      .filter(([key, value]) => (isSecret(key) && value !== '') || isKnownSecret(value))
      .filter(([key]) => !read.has(key))
      .filter(([key]) => !others[name]?.test(key));
    expect(surplus).toEqual([]);
  });
});

describe('the Kubernetes files', () => {
  interface Container {
    name: string;
    envFrom?: { secretRef?: { name: string } }[];
    env?: { name: string; valueFrom?: { secretKeyRef?: { name: string; key: string } } }[];
  }
  interface PodSpec {
    containers: Container[];
    initContainers?: Container[];
    volumes?: { secret?: unknown }[];
  }
  const pods = globSync('{base,components}/**/*.yaml', { cwd: FOLDER })
    .flatMap((file) => parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')))
    .map((document) => document.toJS() as { spec?: { template?: { spec?: PodSpec } } } | null)
    .flatMap((document) => document?.spec?.template?.spec ?? []);

  it('give each pod the secrets of its own service, and the jobs single values', () => {
    const held = pods.flatMap(({ containers, initContainers = [], volumes = [] }) => {
      expect(volumes.filter(({ secret }) => secret)).toEqual([]);
      return [...containers, ...initContainers].map(({ name, envFrom = [], env = [] }) => [
        name,
        [
          ...envFrom.flatMap(({ secretRef }) => (secretRef ? [secretRef.name] : [])),
          ...env.flatMap(({ valueFrom }) =>
            valueFrom?.secretKeyRef
              ? [`${valueFrom.secretKeyRef.name}: ${valueFrom.secretKeyRef.key}`]
              : [],
          ),
        ].sort(),
      ]);
    });
    const once = new Set(held.map((one) => JSON.stringify(one)));
    expect(once.size).toBe(new Set(held.map(([name]) => name)).size);
    expect(Object.fromEntries(held)).toEqual({
      ...Object.fromEntries(SERVICES.map(({ name }) => [name, [`tandem-${name}`]])),
      migrate: [
        'tandem-admin: AUTH_FIRST_ADMIN_EMAIL',
        'tandem-admin: AUTH_FIRST_ADMIN_PASSWORD',
        'tandem-admin: TANDEM_ADMIN_DATABASE_URL',
        ...SERVICES.map(({ name, prefix }) => `tandem-${name}: ${prefix}_DATABASE_URL`),
      ].sort(),
      'kafka-access': ['tandem-admin: KAFKA_ADMIN_PASSWORD', 'tandem-admin: KAFKA_ADMIN_USERNAME'],
      nginx: [],
      pages: [],
    });
  });

  it('ask for as many connections to the database as deploy/README.md tells its administrator', () => {
    const asked = SERVICES.map(({ name, prefix }) => {
      const settings = describeSettings(configs.get(name)!);
      const pool = settings.find(({ env }) => env === `${prefix}_DATABASE_POOL`)!;
      return Number(pool.default) * (SCALED[name]?.most ?? 2);
    });
    const readme = readFileSync(join(FOLDER, '../README.md'), 'utf8').replace(/\s+/g, ' ');
    const most = asked.reduce((sum, one) => sum + one, 0);
    expect(readme).toContain(`scaling.yaml\`, ${most} connections today`);
  });
});
