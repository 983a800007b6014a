import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, describeSettings, isKnownSecret, loadConfig } from '@tandem/config';
import { SERVICES } from '@tandem/config/services';
import { loadService } from './load-service.ts';
import { prepareDatabase } from './prepare.ts';
import { COMPOSE_FILE, composed } from './testing/composed.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const NAME_OF_A_SECRET = /(PASSWORD|SECRET|HASH|SERVICE_KEY)$/;

function problemsOf(config: new () => object, env: Record<string, string>): readonly string[] {
  try {
    loadConfig(config, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** `NAME=value`, `NAME: value` and `${NAME:-value}` of a text, commented out or not. */
function written(text: string): [string, string][] {
  const plain = text.matchAll(
    /\b([A-Z][A-Z0-9_]+)\s*[=:][ \t]*['"]?([^\s'"#;$`?&*{-][^\s'"#;$`]*)/g,
  );
  const defaults = text.matchAll(/\$\{(\w+):[-=]([^}]*)\}/g);
  return [...plain, ...defaults]
    .map(([, name = '', value = '']): [string, string] => [name, value])
    .filter(([name, value]) => NAME_OF_A_SECRET.test(name) && value !== '');
}

describe('in production', () => {
  const services = composed();

  it.each(SERVICES.map(({ name }) => name))(
    '%s does not start with a secret of docker-compose.yml, and names the setting and not the value',
    async (name) => {
      const { config } = (await loadService(name)).service;
      const env = Object.fromEntries(
        Object.entries(services[name]!.environment).map(([key, value]) => [key, String(value)]),
      );
      expect(problemsOf(config, env)).toEqual([]);
      const secrets = describeSettings(config).filter(
        ({ env: key, secret }) => secret && env[key] && key !== 'SMTP_URL',
      );
      expect(secrets.length).toBeGreaterThan(1);
      const problems = problemsOf(config, { ...env, NODE_ENV: 'production' });
      expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(
        // Whoever has the private halves of these could call as another service.
        [...secrets.map(({ env: key }) => key), 'TANDEM_SERVICE_KEYS'].sort(),
      );
      for (const { env: key } of secrets) {
        const password = env[key]!.includes('://') ? new URL(env[key]!).password : env[key]!;
        expect(problems.join()).not.toContain(password);
      }
    },
  );

  it('the migration refuses the passwords of docker-compose.yml before it speaks to a database', async () => {
    const env = { ...services.migrate!.environment, NODE_ENV: 'production' };
    await expect(prepareDatabase(env as Record<string, string>)).rejects.toThrow(
      /^TANDEM_ADMIN_DATABASE_URL stands in the public repository.*\nAUTH_DATABASE_URL /,
    );
  });

  it('the password of the development users is none for the first administrator', () => {
    expect(isKnownSecret('tandem-dev-password')).toBe(true);
    expect(isKnownSecret('redis://auth:tandem%2Dredis-auth@redis:6379')).toBe(true);
    expect(isKnownSecret('redis://auth:a-password-of-their-own@redis:6379')).toBe(false);
  });
});

describe('a secret written anywhere for people to copy', () => {
  const files = ['docker-compose.yml', '.env.example', ...globSync('deploy/**/*.*', { cwd: ROOT })];

  it('is known, so that production refuses it', () => {
    expect(files.length).toBeGreaterThan(5);
    const forgotten = files.flatMap((file) =>
      written(readFileSync(join(ROOT, file), 'utf8'))
        .filter(([, value]) => !isKnownSecret(value))
        .map(([name]) => `${file}: ${name}`),
    );
    expect(forgotten).toEqual([]);
    expect(written(readFileSync(COMPOSE_FILE, 'utf8')).length).toBeGreaterThan(20);
  });
});

describe('deploy/secrets.mjs', () => {
  it('makes every secret of docker-compose.yml once and keeps what is there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tandem-secrets-'));
    try {
      const file = join(folder, '.env');
      const make = () =>
        spawnSync(process.execPath, [join(ROOT, 'deploy/secrets.mjs'), file], { encoding: 'utf8' });
      expect(make().status).toBe(0);
      const first = readFileSync(file, 'utf8');
      const made = new Map(written(first));
      for (const [name] of written(readFileSync(COMPOSE_FILE, 'utf8'))) {
        if (!/^(KAFKA_LISTENER|GF_)/.test(name))
          expect([name, made.has(name)]).toEqual([name, true]);
      }
      expect(first).toMatch(
        /^TANDEM_SERVICE_KEYS=auth=[\w-]{43},catalog=[\w-]{43},order=[\w-]{43},realtime-gateway=[\w-]{43},operations=[\w-]{43}$/m,
      );
      expect(new Set(made.values()).size).toBe(made.size);
      for (const value of made.values()) expect(isKnownSecret(value)).toBe(false);
      expect(make().stdout).toContain('0 secrets made');
      expect(readFileSync(file, 'utf8')).toBe(first);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
