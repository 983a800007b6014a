import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The workspace root: two levels above tools/stack. */
export const ROOT = resolve(import.meta.dirname, '..', '..', '..');

export interface Secrets {
  postgresPassword: string;
  rolePasswords: Record<string, string>;
  serviceToken: string;
  keyEncryption: string;
  guestCookie: string;
  g2aPay: string;
  g2aPayHash: string;
}

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
  secrets(roles: readonly string[]): Secrets {
    const found = this.readJson<Secrets>('secrets.json');
    const secrets: Secrets = {
      postgresPassword: found?.postgresPassword ?? secret(),
      rolePasswords: { ...found?.rolePasswords },
      serviceToken: found?.serviceToken ?? secret(),
      keyEncryption: found?.keyEncryption ?? secret(),
      guestCookie: found?.guestCookie ?? secret(),
      g2aPay: found?.g2aPay ?? secret(),
      g2aPayHash: found?.g2aPayHash ?? randomUUID(),
    };
    for (const role of roles) secrets.rolePasswords[role] ??= secret();
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

function secret(): string {
  return randomBytes(32).toString('hex');
}
