import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { isMadeUp, roleOf, type ServiceEntry } from '@tandem/config/services';

/** The workspace root: two levels above tools/stack. */
export const ROOT = resolve(import.meta.dirname, '..', '..', '..');

export interface Secrets {
  postgresPassword: string;
  rolePasswords: Record<string, string>;
  /** Private keys by service, Ed25519 as PKCS #8 DER in base64. */
  serviceKeys: Record<string, string>;
  /** Made-up secrets that one service alone is given, by setting. */
  own: Record<string, string>;
}

/** What homes of before called them: what is encrypted or signed with one must stay readable. */
const FORMER_NAMES: Record<string, string> = {
  AUTH_KEY_ENCRYPTION_SECRET: 'keyEncryption',
  CATALOG_CONFIRM_SECRET: 'confirmation',
  ORDER_GUEST_SECRET: 'guestCookie',
  G2A_PAY_SECRET: 'g2aPay',
  G2A_PAY_API_HASH: 'g2aPayHash',
};

/** The folder that holds everything one running stack owns: data, logs, ports, secrets, stack.json. */
export class Home {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = resolve(dir);
    mkdirSync(this.path('logs'), { recursive: true });
  }

  path(...parts: string[]): string {
    return join(this.dir, ...parts);
  }

  readJson<T>(file: string): T | undefined {
    const path = this.path(file);
    if (!existsSync(path)) return undefined;
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as T;
    } catch {
      // A file cut short by a power loss is worth no more than a missing one.
      return undefined;
    }
  }

  writeJson(file: string, value: unknown, mode = 0o644): void {
    const path = this.path(file);
    writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode });
    renameSync(`${path}.new`, path);
  }

  remove(file: string): void {
    rmSync(this.path(file), { recursive: true, force: true });
  }

  /** Passwords and keys of this stack, made on the first start and readable by its owner only. */
  secrets(services: readonly Pick<ServiceEntry, 'name' | 'schema' | 'calls' | 'given'>[]): Secrets {
    const found = this.readJson<Secrets & Record<string, string>>('secrets.json');
    const secrets: Secrets = {
      postgresPassword: found?.postgresPassword ?? secret(),
      rolePasswords: { ...found?.rolePasswords },
      serviceKeys: { ...found?.serviceKeys },
      own: { ...found?.own },
    };
    for (const { schema, name, calls, given = {} } of services) {
      secrets.rolePasswords[roleOf(schema)] ??= secret();
      if (calls) secrets.serviceKeys[name] ??= serviceKey();
      for (const setting of Object.keys(given).filter(isMadeUp)) {
        secrets.own[setting] ??=
          found?.[FORMER_NAMES[setting] ?? ''] ??
          (setting.endsWith('_HASH') ? randomUUID() : secret());
      }
    }
    this.writeJson('secrets.json', secrets, 0o600);
    return secrets;
  }
}

/** Downloads that every clone on this machine can share. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const shared = join(base, 'tandem');
  try {
    mkdirSync(shared, { recursive: true });
    return shared;
  } catch {
    const own = join(ROOT, '.tandem', 'cache');
    mkdirSync(own, { recursive: true });
    return own;
  }
}

function serviceKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

function secret(): string {
  return randomBytes(32).toString('hex');
}
