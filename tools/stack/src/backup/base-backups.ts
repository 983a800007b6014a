import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../errors.ts';

/** What is written beside a base backup once it is whole. */
export interface BaseBackup {
  /** Of this machine's clock, in ISO 8601. A chosen second must be later than the end. */
  startedAt: string;
  endedAt: string;
  postgres: string;
  /** The first segment of the log that it needs. */
  firstSegment: string;
  /** SHA-256 by name. */
  files: Record<string, string>;
}

export const NOTE = 'backup.json';

/** Base backups of a folder, the oldest first; what was cut short is none. */
export function baseBackups(folder: string): (BaseBackup & { folder: string })[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, NOTE)))
    .map(({ name }) => {
      const note = JSON.parse(readFileSync(join(folder, name, NOTE), 'utf8')) as BaseBackup;
      return { ...note, folder: join(folder, name) };
    })
    .sort((a, b) => a.endedAt.localeCompare(b.endedAt));
}

/**
 * The newest that had ended at the time, else the newest of all.
 * @throws UsageError when there is none.
 */
export function backupBefore(
  folder: string,
  at: Date | undefined,
): BaseBackup & { folder: string } {
  const all = baseBackups(folder);
  if (all.length === 0) throw new UsageError(`there is no backup in ${folder}`);
  const found = all.findLast(({ endedAt }) => !at || new Date(endedAt) <= at);
  if (!found)
    throw new UsageError(
      `the oldest backup in ${folder} is of ${all[0]!.endedAt}: nothing earlier can be restored`,
    );
  return found;
}

/** Removes all but the newest. */
export function removeOldBackups(folder: string, kept: number): void {
  for (const old of baseBackups(folder).slice(0, -kept)) rmSync(old.folder, { recursive: true });
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
