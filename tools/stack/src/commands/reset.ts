import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { outsidePlace } from '../backing/postgres-place.ts';
import { StartError, UsageError } from '../errors.ts';
import { Home, ROOT } from '../home.ts';
import { RunLock } from '../run-lock.ts';

/** Deletes the data of this clone's stacks. Downloads shared with other clones stay. */
export async function resetCommand(args: string[]): Promise<number> {
  if (args.length > 0) throw new UsageError('npm run reset takes no options');
  const dir = process.env.TANDEM_HOME ?? join(ROOT, '.tandem');
  if (!existsSync(dir)) {
    console.log('There is nothing to reset.');
    return 0;
  }
  const homes = homesIn(dir).map((path) => new Home(path));
  for (const home of homes) {
    const holder = await RunLock.holder(home);
    if (holder) {
      throw new StartError(
        'reset',
        `the stack in ${home.dir} is still running (process ${holder})`,
        'Stop the stack first.',
      );
    }
  }
  for (const home of homes) rmSync(outsidePlace(home), { recursive: true, force: true });
  rmSync(dir, { recursive: true, force: true });
  console.log(`Deleted ${dir}. The next start begins with fresh data.`);
  return 0;
}

/** Tests keep their stacks in folders below the main one. */
function homesIn(dir: string): string[] {
  const below = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'secrets.json')
    .map((entry) => entry.parentPath);
  return [...new Set([dir, ...below])];
}
