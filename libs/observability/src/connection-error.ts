interface ErrorFields {
  code?: unknown;
  message?: unknown;
  driverError?: unknown;
  cause?: unknown;
  errors?: unknown;
}

/**
 * Class 08 (connections), 57P (shutting down, starting up, in recovery), 53 (a full disk, no memory, too many connections) and
 * 58 (its disk or system fails). Not 53400: a limit that a statement alone has passed, which passes it the next time too.
 */
const SQL_STATES = /^(08[0-9A-Z]{3}|57P[0-9A-Z]{2}|53[0-3][0-9A-Z]{2}|58[0-9A-Z]{3})$/;

const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** What pg, its pool and TypeORM say without a code, and what PostgreSQL says when only its words have arrived. */
const SAYINGS = new RegExp(
  [
    'connection terminated',
    'terminated unexpectedly',
    'terminating connection due to (administrator command|unexpected postmaster exit)',
    'timeout exceeded when trying to connect',
    '^timeout expired$',
    '^query read timeout$',
    'not queryable',
    'cannot use a pool after calling end',
    'driver not connected',
    'database is not established',
    'connection is not (yet )?established',
    'the database system is (starting up|shutting down|in recovery mode|not (yet )?accepting connections)',
    'too many clients already',
  ].join('|'),
  'i',
);

/** Errors that wrap errors: deeper than this nobody wraps, and a circle ends. */
const DEEPEST = 5;

/**
 * The one classifier of "the database, or another backing service, is away": it could not be reached or went away, which says nothing
 * about the work itself. A request answers 503 and when to come back; a loop waits until it is back; the log says it once.
 * It lies here because the log, the filter of problems and `@tandem/persistence` all ask it.
 */
export function isConnectionError(error: unknown): boolean {
  return isAway(error, DEEPEST);
}

function isAway(error: unknown, depth: number): boolean {
  if (typeof error !== 'object' || error === null || depth === 0) return false;
  const { code, message, driverError, cause, errors } = error as ErrorFields;
  if (typeof code === 'string' && (SQL_STATES.test(code) || SOCKET_CODES.has(code))) return true;
  // Words count only where no SQL state says what it was: a value that a statement brought may hold them.
  const hasState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  const inner = [driverError, cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  if (hasState) return false;
  if (driverError === undefined && typeof message === 'string' && SAYINGS.test(message)) {
    return true;
  }
  return inner.some((one) => isAway(one, depth - 1));
}

/** An error that knows which service it tells the absence of: another service, Kafka, Redis, the mail server, an outside company. */
export interface TellsAbsence {
  readonly away: string;
}

/** Marks an error that somebody else made, such as a client's, as telling that `service` is away. */
export function tellsAbsenceOf<E extends object>(service: string, error: E): E & TellsAbsence {
  return Object.assign(error, { away: service });
}

/**
 * The service whose absence this error, or one that it wraps, tells; undefined for a defect. A connection error that names no
 * service is the database's: the clients of all other services mark theirs.
 */
export function absentService(error: unknown): string | undefined {
  let wrapped = error;
  for (let depth = DEEPEST; depth > 0; depth -= 1) {
    if (typeof wrapped !== 'object' || wrapped === null) break;
    const { away, cause } = wrapped as { away?: unknown; cause?: unknown };
    if (typeof away === 'string') return away;
    wrapped = cause;
  }
  return isConnectionError(error) ? 'postgres' : undefined;
}
