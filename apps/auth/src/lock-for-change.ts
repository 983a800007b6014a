import { notFound, versionConflict, writeInFlight } from '@tandem/kernel';
import { isLockNotAvailable } from '@tandem/persistence';

interface Locked<T> {
  /** What it is called in a refusal. */
  what: string;
  id: string;
  /** The version the change is based on; without it, a change in flight refuses this one. */
  version: number | undefined;
  /** Locks the row; with `nowait` it must not wait for whoever has it. */
  lock: (nowait: 'nowait' | '') => Promise<unknown>;
  /** Reads it once it is locked. */
  read: () => Promise<T | null | undefined>;
}

/**
 * Locks what staff change, and reads it.
 * Throws 404, 409 `version_conflict`, 409 `write_in_flight`.
 */
export async function lockForChange<T extends { version: number }>({
  what,
  id,
  version,
  lock,
  read,
}: Locked<T>): Promise<T> {
  try {
    await lock(version === undefined ? 'nowait' : '');
  } catch (error) {
    throw isLockNotAvailable(error) ? writeInFlight(what) : error;
  }
  const found = await read();
  if (!found) throw notFound(what, id);
  if (version !== undefined && version !== found.version) throw versionConflict(found);
  return found;
}
