import { versionConflict } from '@tandem/kernel';
import { expectedVersion, ifMatchVersion } from '@tandem/http';
import type { Rows, Statement } from '@tandem/persistence';
import type { FastifyRequest } from 'fastify';
import type { Owner } from './owner.js';

/** A write was based on another version of a cart or wishlist than the one its lock found. */
class ListChanged extends Error {
  constructor() {
    super('the list has changed since it was read');
  }
}

/**
 * What goes before the lock of a change that names a version. Not `returning old.version` of the lock itself: a row that
 * somebody else updated meanwhile comes with its version of before, when a trigger sets the new one (PostgreSQL 18).
 */
function seenVersion(table: 'carts' | 'wishlists', { kind, id }: Owner): Statement[] {
  return [
    {
      name: `${table}_make`,
      text: `insert into ${table} (owner_kind, owner_id, version) values ($1, $2, 0) on conflict do nothing
             returning 0::float8 as version`,
      values: [kind, id],
    },
    {
      name: `${table}_seen`,
      text: `select version::float8 from ${table} where owner_kind = $1 and owner_id = $2 for update`,
      values: [kind, id],
    },
  ];
}

/** The lock of a change; when the change names a version, with the look at it before. */
export function lockAt(
  table: 'carts' | 'wishlists',
  owner: Owner,
  lock: Statement,
  version: number | undefined,
): Statement[] {
  return version === undefined ? [lock] : [...seenVersion(table, owner), lock];
}

/**
 * The row that the lock of `lockAt` found, if any.
 * @throws ListChanged when the version is another than the one that was named.
 */
export function lockedAt(
  answers: readonly Rows[],
  version: number | undefined,
): Rows[number] | undefined {
  if (version !== undefined) {
    const [made, seen] = answers as [Rows, Rows];
    if ((made[0] ?? seen[0])!['version'] !== version) throw new ListChanged();
  }
  return answers.at(-1)![0];
}

/** The version a request names, in its body or in `If-Match`; these versions are times in milliseconds. */
export function basedOn(request: FastifyRequest, version?: number): number | undefined {
  return expectedVersion(version, ifMatchVersion(request, Number.MAX_SAFE_INTEGER));
}

/** @throws DomainError version_conflict with what there is now, when the change was based on another version. */
export async function unlessListChanged<T>(
  change: Promise<T>,
  current: () => Promise<unknown>,
): Promise<T> {
  try {
    return await change;
  } catch (error) {
    if (error instanceof ListChanged) throw versionConflict(await current());
    throw error;
  }
}
