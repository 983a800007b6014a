// `npm run former:record`, while a shop of this version runs: keeps what it sends to the database, for the versions after it to be
// held against (decision 0151). Done when a version goes to production.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVICES } from '@tandem/config/services';
import { openRunningShop } from './running-shop.ts';
import { findStatements } from './statements/find-statements.ts';
import { FORMER_FILE, Tables, type FormerVersion } from './statements/former.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const libraries = readdirSync(join(ROOT, 'libs'))
  .map((name) => `libs/${name}`)
  .filter((path) => path !== 'libs/ui' && existsSync(join(ROOT, path, 'src')));

try {
  const shop = await openRunningShop();
  const tables = await Tables.open(shop.databaseUrl);
  const { statements } = findStatements(ROOT, [
    ...SERVICES.map(({ name }) => `apps/${name}`),
    ...libraries,
  ]);
  const record: FormerVersion = {
    commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim(),
    statements: await tables.record(statements),
  };
  writeFileSync(FORMER_FILE, `${JSON.stringify(record, null, 1)}\n`);
  console.log(`${record.statements.length} statements of ${record.commit}`);
  await tables.close();
  await shop.close();
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exitCode = 1;
}
process.exit();
