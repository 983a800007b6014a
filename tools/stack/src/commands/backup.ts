import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { settleAfterRestore } from '../backup/after-restore.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { takeBackup } from '../backup/take-backup.ts';
import { asking } from '../backup/wal-archive.ts';
import { StartError, UsageError } from '../errors.ts';
import { Home } from '../home.ts';
import { RunLock } from '../run-lock.ts';
import { progress } from '../say.ts';
import { homeFolder } from './home-folder.ts';
import type { StackInfo } from '../stack.ts';

const KEPT = 7;
const BACKUP_USAGE = `npm run backup -- --to FOLDER [--keep ${KEPT}]
  Copies all that the running shop knows, and from now on the log of its changes, into FOLDER, for \`npm run restore\`.
  --keep N   base backups that are kept, and the log since the oldest of them`;
const RESTORE_USAGE = `npm run restore -- --from FOLDER [--at 'YYYY-MM-DD HH:MM:SS']
  Makes the empty home of a shop out of backups, as all was at a moment; without --at as late as the log goes.
npm run restore -- --settle
  For a database that something else has restored (DATABASE_URL, its owner’s), before any service works on it.
  --at   UTC, unless it ends with another offset (+02:00)`;

/** Backs up the shop that runs here. */
export async function backupCommand(args: string[], stop: AbortController): Promise<number> {
  const { to, keep } = optionsOf(args, BACKUP_USAGE, ['to', 'keep']);
  if (!to) throw new UsageError(BACKUP_USAGE);
  const kept = Number(keep ?? KEPT);
  if (!Number.isInteger(kept) || kept < 1) throw new UsageError('--keep takes a number from 1 on');
  const home = new Home(homeFolder());
  const info = (await RunLock.holder(home)) && home.readJson<StackInfo>('stack.json');
  if (!info) throw new UsageError('no shop runs here: start it with npm start');
  if (process.env.DATABASE_URL)
    throw new StartError(
      'backup',
      'this PostgreSQL is your own',
      'deploy/README.md says how it is backed up.',
    );
  const began = Date.now();
  const made = await takeBackup({
    home,
    databaseUrl: info.postgres,
    to: resolve(to),
    kept,
    say: progress(),
    signal: stop.signal,
  });
  console.log(
    `Backed up into ${made} in ${((Date.now() - began) / 1000).toFixed(1)} s. Keep the whole of ${resolve(to)} secret, and on another disk.`,
  );
  return 0;
}

/** Restores into the home of this clone. */
export async function restoreCommand(args: string[], stop: AbortController): Promise<number> {
  if (args.length === 1 && args[0] === '--settle') return settle();
  const { from, at } = optionsOf(args, RESTORE_USAGE, ['from', 'at']);
  if (!from) throw new UsageError(RESTORE_USAGE);
  const began = Date.now();
  const done = await restoreBackup({
    folder: homeFolder(),
    from: resolve(from),
    ...(at && { at: momentOf(at) }),
    say: progress(),
    signal: stop.signal,
  });
  for (const line of done) console.log(`  ${line}`);
  console.log(
    `Restored in ${((Date.now() - began) / 1000).toFixed(1)} s${at ? `, as all was at ${momentOf(at).toISOString()}` : ''}. Go on with npm start, then npm run consistency.`,
  );
  return 0;
}

async function settle(): Promise<number> {
  const { DATABASE_URL: url } = process.env;
  if (!url) throw new UsageError('--settle takes the database from DATABASE_URL');
  for (const line of await asking(url, settleAfterRestore)) console.log(`  ${line}`);
  return 0;
}

/** @throws UsageError unless it names a moment. */
export function momentOf(text: string): Date {
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?)\s*(Z|[+-]\d\d:\d\d)?$/.exec(
    text.trim(),
  );
  const moment = found && new Date(`${found[1]}T${found[2]}${found[3] ?? 'Z'}`);
  if (!moment || Number.isNaN(moment.getTime()))
    throw new UsageError(`--at: "${text}" is no moment such as 2026-11-28 07:45:00`);
  return moment;
}

function optionsOf<Name extends string>(
  args: string[],
  usage: string,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    return parseArgs({ args, options }).values as Partial<Record<Name, string>>;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}
