// `npm run settings`: writes docs/settings.md and .env.example from the services' own settings classes.
// With --check it writes nothing and fails when either file is out of date. Needs a build.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describeSettings } from '../libs/config/dist/index.js';
import { TelemetryConfig } from '../libs/observability/dist/index.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const load = (path) => import(pathToFileURL(join(root, path)).href);

const services = [];
for (const name of readdirSync(join(root, 'apps'))) {
  const { exports } = JSON.parse(readFileSync(join(root, 'apps', name, 'package.json'), 'utf8'));
  if (!exports?.['./service']) continue;
  const { service } = await load(`apps/${name}/dist/service.js`);
  services.push({ name, rows: describeSettings(service.config) });
}

const shared = services[0].rows.filter((row) =>
  services.every(({ rows }) => rows.some((other) => other.env === row.env)),
);
const isShared = (row) => shared.some((other) => other.env === row.env);
const groups = [
  { title: 'Every service', rows: shared },
  { title: 'Telemetry of every service', rows: describeSettings(TelemetryConfig) },
  ...services.map(({ name, rows }) => ({ title: name, rows: rows.filter((r) => !isShared(r)) })),
];

const fallback = (row) =>
  row.required ? 'required' : row.secret ? 'secret' : row.default ? `\`${row.default}\`` : 'empty';
const table = (rows) =>
  ['| setting | default | meaning |', '|---|---|---|']
    .concat(rows.map((row) => `| \`${row.env}\` | ${fallback(row)} | ${row.doc} |`))
    .join('\n');

const files = {
  'docs/settings.md': `# Settings

Made by \`npm run settings\` from the services' settings classes. A service refuses to start when one is missing or wrong,
naming each by its variable. \`npm start\` sets all of them itself. A secret may stand in a file that \`<NAME>_FILE\` names.

${groups.map(({ title, rows }) => `## ${title}\n\n${table(rows)}\n`).join('\n')}`,
  '.env.example': `# Made by \`npm run settings\`. \`npm start\` needs none of these: it sets them itself.
${groups
  .map(({ title, rows }) =>
    [
      `\n# --- ${title}`,
      ...rows.map(
        (row) => `# ${row.doc}\n${row.required ? '' : '# '}${row.env}=${row.default ?? ''}`,
      ),
    ].join('\n'),
  )
  .join('\n')}\n`,
};

let stale = false;
for (const [path, text] of Object.entries(files)) {
  const at = join(root, path);
  if (!process.argv.includes('--check')) writeFileSync(at, text);
  else if (readFileSync(at, 'utf8') !== text) {
    console.error(`${path} is out of date: npm run settings`);
    stale = true;
  }
}
process.exit(stale ? 1 : 0);
