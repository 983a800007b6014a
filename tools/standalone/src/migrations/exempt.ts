import { readFileSync } from 'node:fs';

const FILE = new URL('./exempt.json', import.meta.url);

/**
 * Migrations from before the rules, by name: they have run everywhere, and are never changed. Nothing is added to the file; a
 * new migration keeps the rules, or says above its statement why one may be broken there.
 */
export function exemptMigrations(): string[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as string[];
}
