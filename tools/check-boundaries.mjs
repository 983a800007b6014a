// Proves that the rules between folders hold: each deliberate violation below must fail lint with the rule's name,
// and the same file without it must pass. The files are written, linted and removed again.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const boundaries = '@nx/enforce-module-boundaries';

const violations = [
  {
    what: 'an app imports another app',
    file: 'apps/catalog/src/deliberate-violation.ts',
    code: "import { service } from '@tandem/inventory/service';\n\nexport const stolen = service;\n",
    rule: boundaries,
  },
  {
    what: 'a library imports an app',
    file: 'libs/cache/src/deliberate-violation.ts',
    code: "import { service } from '@tandem/catalog/service';\n\nexport const stolen = service;\n",
    rule: boundaries,
  },
  {
    what: 'a library for any platform imports one for Node',
    file: 'libs/contracts/src/deliberate-violation.ts',
    code: "import { logger } from '@tandem/observability';\n\nexport const stolen = logger;\n",
    rule: boundaries,
  },
  {
    what: 'a service reads process.env',
    file: 'apps/auth/src/deliberate-violation.ts',
    code: 'export const stolen = process.env.SECRET;\n',
    rule: 'no-restricted-syntax',
  },
];

let failures = 0;
for (const { what, file, code, rule } of violations) {
  const path = join(root, file);
  if (existsSync(path)) throw new Error(`${file} is left over from a broken run: delete it`);
  const refused = lint(path, code).some(({ ruleId }) => ruleId === rule);
  const clean = lint(path, 'export const own = 1;\n').length === 0;
  if (!refused || !clean) failures += 1;
  console.log(`${refused && clean ? '✓' : '✗'} ${what}: ${refused ? 'refused' : 'NOT refused'}`);
}
process.exitCode = failures === 0 ? 0 : 1;

function lint(path, code) {
  try {
    writeFileSync(path, code);
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'node_modules', 'eslint', 'bin', 'eslint.js'), '--format', 'json', path],
      { cwd: root, encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false' } },
    );
    try {
      return JSON.parse(stdout)[0].messages;
    } catch {
      throw new Error(`eslint did not run: ${stderr}`);
    }
  } finally {
    rmSync(path, { force: true });
  }
}
