import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { describeSettings } from './describe.js';
import { ConfigError, loadConfig, loadSettings } from './load.js';
import { ServiceConfig } from './service-config.js';
import { Setting } from './setting.js';

class ShopConfig extends ServiceConfig {
  @Setting({ env: 'SHOP_PORT', doc: 'Port the shop listens on.' })
  @IsInt()
  @Min(0)
  @Max(65_535)
  port!: number;

  @Setting({ env: 'SHOP_DATABASE_URL', doc: 'Database.', secret: true })
  databaseUrl!: string;

  @Setting({ env: 'SHOP_OPEN', doc: 'Whether the shop is open.', default: true })
  open!: boolean;

  @IsOptional()
  @Setting({ env: 'SHOP_MOTTO', doc: 'Shown on the door.' })
  motto?: string;
}

const good = {
  SHOP_PORT: '3001',
  SHOP_DATABASE_URL: 'postgres://shop:hunter2@localhost/shop',
  TANDEM_SERVICE_KEYS: `order=${'x'.repeat(43)}`,
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(ShopConfig, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('a configuration', () => {
  it('is converted by the type of each property and can not be changed', () => {
    const env = { ...good, SHOP_OPEN: 'false', KAFKA_BROKERS: 'one:9092, two:9092' };
    const config = loadConfig(ShopConfig, env);
    expect(config).toMatchObject({
      port: 3001,
      open: false,
      kafkaBrokers: ['one:9092', 'two:9092'],
      nodeEnv: 'development',
      host: '127.0.0.1',
    });
    expect(config).toBeInstanceOf(ShopConfig);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes an empty variable for an unset one', () => {
    const config = loadConfig(ShopConfig, { ...good, SHOP_OPEN: '', KAFKA_BROKERS: '' });
    expect(config.open).toBe(true);
    expect(config.kafkaBrokers).toEqual([]);
    expect(config.redisUrl).toBe('');
    expect(config.motto).toBeUndefined();
  });

  it('gives every instance a name of its own', () => {
    const first = loadConfig(ShopConfig, good).instanceId;
    expect(first).toMatch(/^[0-9a-f]{8}$/);
    expect(loadConfig(ShopConfig, good).instanceId).not.toBe(first);
  });

  it('tells every problem at once, by name and never by value', () => {
    const problems = problemsOf({
      SHOP_PORT: '70000',
      SHOP_OPEN: 'perhaps',
      TANDEM_SERVICE_KEYS: 'order=hunter2',
      LOG_LEVEL: 'loud',
      REDIS_URL: 'http://hunter2@redis',
    });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'LOG_LEVEL',
      'REDIS_URL',
      'SHOP_DATABASE_URL',
      'SHOP_OPEN',
      'SHOP_PORT',
      'TANDEM_SERVICE_KEYS',
    ]);
    expect(problems).toContain('SHOP_DATABASE_URL is required');
    expect(problems.join()).not.toMatch(/hunter2|70000|perhaps|loud/);
  });

  it('takes a secret from the file that is named in place of it', () => {
    const home = mkdtempSync(join(tmpdir(), 'tandem-config-'));
    try {
      const path = join(home, 'database');
      writeFileSync(path, 'postgres://shop:mounted@localhost/shop\n');
      const { SHOP_DATABASE_URL: given, ...rest } = good;
      const mounted = { ...rest, SHOP_DATABASE_URL_FILE: path };
      const databaseUrl = 'postgres://shop:mounted@localhost/shop';
      expect(loadConfig(ShopConfig, mounted)).toMatchObject({ databaseUrl });
      const both = { ...mounted, SHOP_DATABASE_URL: given };
      expect(loadConfig(ShopConfig, both)).toMatchObject({ databaseUrl: given });
      expect(problemsOf({ ...rest, SHOP_DATABASE_URL_FILE: `${path}-not-there` })).toEqual([
        "SHOP_DATABASE_URL_FILE names a file that can't be read",
        'SHOP_DATABASE_URL is required',
      ]);
      // What is no secret is not read from anywhere.
      expect(loadConfig(ShopConfig, { ...good, SHOP_MOTTO_FILE: path }).motto).toBeUndefined();
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  it('of a job is the part that it needs, and nothing else of the service is asked for', () => {
    const env = { SHOP_PORT: '3001', LOG_LEVEL: 'loud' };
    expect(loadSettings(ShopConfig, ['port', 'open'], env)).toMatchObject({
      port: 3001,
      open: true,
    });
    expect(() => loadSettings(ShopConfig, ['port'], { SHOP_PORT: '70000' })).toThrow('SHOP_PORT');
    expect(() => loadSettings(ShopConfig, ['databaseUrl'], env)).toThrow('SHOP_DATABASE_URL');
  });

  it('refuses a number that is none', () => {
    expect(problemsOf({ ...good, SHOP_PORT: '30o1' })).toEqual(['SHOP_PORT must be a number']);
  });

  it('of production names the front doors of a service that others reach', () => {
    const open = { ...good, NODE_ENV: 'production', TANDEM_HOST: '0.0.0.0' };
    expect(problemsOf(open)).toEqual([
      expect.stringMatching(/^TANDEM_TRUSTED_PROXIES is required/),
    ]);
    expect(problemsOf({ ...open, TANDEM_TRUSTED_PROXIES: '10.0.0.0/8,2001:db8::1' })).toEqual([]);
    expect(problemsOf({ ...open, TANDEM_TRUSTED_PROXIES: 'none' })).toEqual([]);
    for (const host of ['127.0.0.1', '::1', 'localhost', '127.0.0.9']) {
      expect(problemsOf({ ...open, TANDEM_HOST: host })).toEqual([]);
    }
  });

  it.each(['10.0.0.0/33', 'everybody', '10.0.0', '::1/129', '10.0.0.1/8/8', 'none,loopback'])(
    'refuses %s as a front door',
    (entry) => {
      expect(problemsOf({ ...good, TANDEM_TRUSTED_PROXIES: entry })).toEqual([
        expect.stringContaining('TANDEM_TRUSTED_PROXIES may hold addresses'),
      ]);
    },
  );
});

describe('the description of the settings', () => {
  it('lists inherited and own ones, and shows no secret', () => {
    const rows = describeSettings(ShopConfig);
    expect(rows.map((row) => row.env)).toEqual(
      expect.arrayContaining(['NODE_ENV', 'KAFKA_BROKERS', 'SHOP_PORT', 'SHOP_MOTTO']),
    );
    expect(rows.find((row) => row.env === 'SHOP_PORT')).toEqual({
      env: 'SHOP_PORT',
      doc: 'Port the shop listens on.',
      kind: 'number',
      default: undefined,
      required: true,
      secret: false,
    });
    expect(rows.find((row) => row.env === 'SHOP_DATABASE_URL')).toMatchObject({ secret: true });
    expect(rows.find((row) => row.env === 'TANDEM_INSTANCE_ID')?.default).toBe('random');
  });

  it('calls an optional setting not required', () => {
    expect(describeSettings(ShopConfig).find((row) => row.env === 'SHOP_MOTTO')?.required).toBe(
      false,
    );
  });

  it('does not give a subclass’s settings to its base', () => {
    expect(describeSettings(ServiceConfig).map((row) => row.env)).not.toContain('SHOP_PORT');
  });
});
