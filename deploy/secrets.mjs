// `node deploy/secrets.mjs`: writes .env with a random value for every secret that docker-compose.yml has a default for.
// An .env that is there keeps its lines: only what is missing is added.
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2] ?? new URL('../.env', import.meta.url);
const compose = readFileSync(new URL('../docker-compose.yml', import.meta.url), 'utf8');
const names = new Set(
  [...compose.matchAll(/\$\{(\w+_(?:PASSWORD|SECRET|HASH)):-/g)].map(([, name]) => name),
);
const present = existsSync(file) ? readFileSync(file, 'utf8') : '';
const missing = [...names].filter((name) => !new RegExp(`^${name}=.`, 'm').test(present));
// Letters and digits only: some of them become part of an address.
const lines = missing.map((name) =>
  name.endsWith('_HASH') ? `${name}=${randomUUID()}` : `${name}=${randomBytes(32).toString('hex')}`,
);
const before = present === '' || present.endsWith('\n') ? present : `${present}\n`;
writeFileSync(file, before + lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
console.log(`${missing.length} secrets made, ${names.size - missing.length} kept`);
