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

const folderViolations = [
  {
    what: 'two folders import each other',
    file: 'apps/order/src/money/deliberate-violation.ts',
    code: "import { canCancel } from '../orders/order/order.js';\n\nexport const stolen = canCancel;\n",
  },
  {
    what: 'two folders inside of one import each other',
    file: 'apps/sync-gateway/src/g2a-pay/payments/deliberate-violation.ts',
    code: "export { isCarriedOut } from '../refunds/refund.js';\n",
  },
];

let failures = 0;
for (const { what, file, code, rule } of violations) {
  const path = join(root, file);
  const refused = lint(path, code).some(({ ruleId }) => ruleId === rule);
  const clean = lint(path, 'export const own = 1;\n').length === 0;
  if (!refused || !clean) failures += 1;
  console.log(`${refused && clean ? '✓' : '✗'} ${what}: ${refused ? 'refused' : 'NOT refused'}`);
}
for (const { what, file, code } of folderViolations) {
  const refused = foldersFail(file, code);
  const clean = !foldersFail(file, 'export const own = 1;\n');
  if (!refused || !clean) failures += 1;
  console.log(`${refused && clean ? '✓' : '✗'} ${what}: ${refused ? 'refused' : 'NOT refused'}`);
}
process.exitCode = failures === 0 ? 0 : 1;

function foldersFail(file, code) {
  return whileWritten(join(root, file), code, () => {
    const { status } = spawnSync(process.execPath, [join(root, 'tools', 'check-folders.mjs')]);
    return status !== 0;
  });
}

function whileWritten(path, code, look) {
  if (existsSync(path)) throw new Error(`${path} is left over from a broken run: delete it`);
  try {
    writeFileSync(path, code);
    return look();
  } finally {
    rmSync(path, { force: true });
  }
}

function lint(path, code) {
  return whileWritten(path, code, () => {
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
  });
}
