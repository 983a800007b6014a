// `node deploy/secrets.mjs`: writes .env with a random value for every secret that docker-compose.yml has a default for,
// and TANDEM_SERVICE_KEYS with the public halves of the services' keys.
// An .env that is there keeps its secrets: only what is missing is added.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { publicHalf, SERVICES } from '../libs/config/src/services.ts';

const PUBLIC_KEYS = 'TANDEM_SERVICE_KEYS';
const file = process.argv[2] ?? new URL('../.env', import.meta.url);
const compose = readFileSync(new URL('../docker-compose.yml', import.meta.url), 'utf8');
const names = new Set(
  [...compose.matchAll(/\$\{(\w+_(?:PASSWORD|SECRET|HASH|SERVICE_KEY)):-[^}]/g)].map(
    ([, name]) => name,
  ),
);
let text = existsSync(file) ? readFileSync(file, 'utf8') : '';
const valueOf = (name) => new RegExp(`^${name}=(.+)$`, 'm').exec(text)?.[1];
const add = (line) => {
  text += `${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
};

// Letters and digits only, or what base64url has: some of them become part of an address.
function made(name) {
  if (name.endsWith('_HASH')) return randomUUID();
  if (!name.endsWith('_SERVICE_KEY')) return randomBytes(32).toString('hex');
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
}

function publicEntry(name) {
  const { name: service } = SERVICES.find(({ prefix }) => name === `${prefix}_SERVICE_KEY`);
  return `${service}=${publicHalf(valueOf(name))}`;
}

const missing = [...names].filter((name) => valueOf(name) === undefined);
for (const name of missing) add(`${name}=${made(name)}`);

const present = (valueOf(PUBLIC_KEYS) ?? '').split(',').filter((entry) => entry !== '');
const keys = [...names].filter((name) => name.endsWith('_SERVICE_KEY')).map(publicEntry);
const all = [...new Set([...present, ...keys])];
if (all.length > present.length) {
  text = text.replace(new RegExp(`^${PUBLIC_KEYS}=.*\n?`, 'm'), '');
  add(`${PUBLIC_KEYS}=${all.join(',')}`);
}
writeFileSync(file, text, { mode: 0o600 });
console.log(`${missing.length} secrets made, ${names.size - missing.length} kept`);
