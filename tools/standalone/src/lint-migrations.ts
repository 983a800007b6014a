// `npm run migrations:lint`: whether the former version can work while and after each migration runs (decision 0150).
import { SERVICES } from '@tandem/config/services';
import { loadService } from './load-service.ts';
import { exemptMigrations } from './migrations/exempt.ts';
import { lintMigrations } from './migrations/lint.ts';

try {
  const services = await Promise.all(
    SERVICES.map(async ({ name }) => ({ name, migrations: (await loadService(name)).migrations })),
  );
  const exempt = exemptMigrations();
  const found = (await lintMigrations(services)).filter((one) => !exempt.includes(one.migration));
  for (const { migration, rule, says, statement } of found)
    console.error(`✗ ${migration}\n  ${statement}\n  ${rule}: ${says}`);
  const all = services.reduce((sum, { migrations }) => sum + migrations.length, 0);
  console.log(`${all} migrations, ${exempt.length} of them from before the rules.`);
  if (found.length > 0)
    console.error(
      `\n${found.length} findings. What to do instead: docs/decisions/0150-expand-then-contract.md`,
    );
  process.exitCode = found.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exitCode = 2;
}
// Modules of the services may hold timers or sockets that mean nothing to a job that is done.
process.exit();
