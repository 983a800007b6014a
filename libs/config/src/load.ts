import { readFileSync } from 'node:fs';
import { validateSync } from 'class-validator';
import { readEnv } from './env.js';
import type { Env } from './env.js';
import { isKnownSecret, KNOWN_SECRET_PROBLEM } from './known-secrets.js';
import { isOptional, settingsOf } from './setting.js';
import type { SettingDefinition, SettingValue } from './setting.js';

/** Every problem of a configuration at once, by variable name and never by value. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Configuration is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const BOOLEANS: Record<string, boolean> = {
  true: true,
  '1': true,
  yes: true,
  on: true,
  false: false,
  '0': false,
  no: false,
  off: false,
};

const EXPECTED = {
  number: 'must be a number',
  boolean: 'must be true or false',
  list: 'must be a comma-separated list',
  string: 'must be a string',
};

function convert(setting: SettingDefinition, raw: string): SettingValue | undefined {
  switch (setting.kind) {
    case 'number': {
      const number = Number(raw);
      return Number.isFinite(number) ? number : undefined;
    }
    case 'boolean':
      return BOOLEANS[raw.toLowerCase()];
    case 'list':
      return raw
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    case 'string':
      return raw;
  }
}

function defaultOf(setting: SettingDefinition): SettingValue | undefined {
  const value = typeof setting.default === 'function' ? setting.default() : setting.default;
  return setting.kind === 'list' && value === '' ? [] : value;
}

/**
 * Reads, converts and checks the settings of a configuration class.
 * @returns a frozen instance.
 * @throws ConfigError listing every problem at once.
 */
export function loadConfig<T extends object>(cls: new () => T, env: Env = readEnv()): T {
  return load(cls, env, settingsOf(cls));
}

/**
 * The same for a job that needs some settings of a service only, and is not given its other secrets.
 * @throws ConfigError listing every problem at once.
 */
export function loadSettings<T extends object, K extends keyof T & string>(
  cls: new () => T,
  properties: readonly K[],
  env: Env = readEnv(),
): Pick<T, K> {
  const wanted = new Set<string>(properties);
  return load(
    cls,
    env,
    settingsOf(cls).filter(({ property }) => wanted.has(property)),
  );
}

/** What stands in the file that `<NAME>_FILE` names: a mounted secret need not be in the environment. */
function contentOf(
  { env: name, secret }: SettingDefinition,
  env: Env,
  problems: string[],
): string | undefined {
  const path = secret ? env[`${name}_FILE`]?.trim() : undefined;
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    problems.push(`${name}_FILE names a file that can't be read`);
    return undefined;
  }
}

function load<T extends object>(
  cls: new () => T,
  env: Env,
  settings: readonly SettingDefinition[],
): T {
  const config = new cls();
  const problems: string[] = [];
  const unset = new Set<string>();
  const inProduction = env['NODE_ENV']?.trim() === 'production';
  for (const setting of settings) {
    const raw = env[setting.env]?.trim() || contentOf(setting, env, problems);
    let value: SettingValue | undefined;
    if (raw === undefined || raw === '') {
      value = defaultOf(setting);
      if (value === undefined) {
        unset.add(setting.property);
        if (!isOptional(cls, setting.property)) problems.push(`${setting.env} is required`);
      }
    } else {
      value = convert(setting, raw);
      if (value === undefined) {
        unset.add(setting.property);
        problems.push(`${setting.env} ${EXPECTED[setting.kind]}`);
      }
    }
    (config as Record<string, unknown>)[setting.property] = value;
    if (inProduction && setting.secret && isKnownSecret(String(value ?? ''))) {
      problems.push(`${setting.env} ${KNOWN_SECRET_PROBLEM}`);
    }
  }
  const byProperty = new Map(settings.map((setting) => [setting.property, setting]));
  for (const error of validateSync(config, { forbidUnknownValues: false })) {
    const name = byProperty.get(error.property)?.env;
    if (name === undefined || unset.has(error.property)) continue;
    for (const message of Object.values(error.constraints ?? {})) {
      problems.push(`${name} ${message.replace(`${error.property} `, '')}`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}
