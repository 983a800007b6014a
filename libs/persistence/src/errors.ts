interface PgErrorFields {
  code?: unknown;
  constraint?: unknown;
  driverError?: unknown;
}

/** The PostgreSQL error inside what TypeORM throws. */
function driverError(error: unknown): PgErrorFields {
  const outer = (error ?? {}) as PgErrorFields;
  return (outer.driverError as PgErrorFields | undefined) ?? outer;
}

function hasCode(error: unknown, code: string, constraint?: string): boolean {
  const inner = driverError(error);
  return inner.code === code && (constraint === undefined || inner.constraint === constraint);
}

/** A UNIQUE or primary key was violated; by the named constraint when one is given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return hasCode(error, '23505', constraint);
}

/** A CHECK was violated; the named one when one is given. */
export function isCheckViolation(error: unknown, constraint?: string): boolean {
  return hasCode(error, '23514', constraint);
}

/** A foreign key was violated; the named one when one is given. */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  return hasCode(error, '23503', constraint);
}

/** A row can't go as others still refer to it; since PostgreSQL 18 that has a code of its own. */
export function isStillReferenced(error: unknown): boolean {
  return hasCode(error, '23001') || hasCode(error, '23503');
}

/** Another transaction holds the row lock that NOWAIT asked for. */
export function isLockNotAvailable(error: unknown): boolean {
  return hasCode(error, '55P03');
}

/** The database gave a statement up because it took longer than it may. */
export function isStatementTimeout(error: unknown): boolean {
  return hasCode(error, '57014');
}

/** The database gave this transaction up in favour of another; the same work may succeed next time. */
export function isTransactionConflict(error: unknown): boolean {
  return hasCode(error, '40001') || hasCode(error, '40P01');
}
