export interface FieldError {
  /** Dotted path of the field, e.g. `price.amount`, `lines.0.part_id`, or a header's name. */
  field: string;
  message: string;
}

/** What sort of refusal it is. What is said on the wire is for who speaks there: HTTP has a status for each. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'too_large'
  | 'unsupported'
  | 'limited'
  | 'unavailable';

/**
 * An expected refusal, with the code clients act on. Thrown anywhere, it becomes a problem+json
 * answer in one filter; `extra` is merged into the answer, e.g. `current`, `lines`, `errors`.
 */
export class DomainError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: string, kind: ErrorKind, detail: string, extra: Record<string, unknown> = {}) {
    super(detail);
    this.name = 'DomainError';
    this.code = code;
    this.kind = kind;
    this.extra = extra;
  }
}

/**
 * Whether another service has considered a call and said no, in contrast to one that did not answer: what waits for a
 * "yes" ends on the first and is tried again on the second.
 */
export function isRefusal(error: unknown): error is DomainError {
  return error instanceof DomainError && error.kind !== 'limited' && error.kind !== 'unavailable';
}

/** An answer that names more than these helps nobody, and a caller must not decide how long it gets. */
export const MOST_ERRORS = 20;
const MOST_NAME = 200;

/** The request is well formed, and these fields are not acceptable. The first twenty are named. */
export function validationFailed(errors: FieldError[]): DomainError {
  const named = errors.slice(0, MOST_ERRORS).map(({ field, message }) => ({
    field: field.length > MOST_NAME ? `${field.slice(0, MOST_NAME).toWellFormed()}…` : field,
    message,
  }));
  const names = named.map((error) => error.field).join(', ');
  const rest = errors.length > MOST_ERRORS ? ' and more' : '';
  return new DomainError(
    'validation_failed',
    'invalid',
    `These fields are not valid: ${names}${rest}.`,
    {
      errors: named,
    },
  );
}

/** `validationFailed` of one field. */
export function invalidField(field: string, message: string): DomainError {
  return validationFailed([{ field, message }]);
}

/** There is no such thing, or none that this caller may know of. */
export function notFound(what: string, id?: string | number): DomainError {
  const which = id === undefined ? '' : ` ${id}`;
  return new DomainError('not_found', 'not_found', `There is no ${what}${which}.`);
}

/** The write named a version that is no longer the current one, which `current` shows. */
export function versionConflict(current: unknown): DomainError {
  return new DomainError(
    'version_conflict',
    'conflict',
    'Someone else changed this in the meantime.',
    {
      current,
    },
  );
}

/** Another write holds the row right now; the caller did not name a version and may try again. */
export function writeInFlight(what: string): DomainError {
  return new DomainError(
    'write_in_flight',
    'conflict',
    `Another change of this ${what} is being saved right now.`,
  );
}

/** A conflict with a code of its own. */
export function conflict(
  code: string,
  detail: string,
  extra: Record<string, unknown> = {},
): DomainError {
  return new DomainError(code, 'conflict', detail, extra);
}

/** A service we need is not answering; `retry_after` seconds goes to the header too. */
export function unavailable(detail: string, retryAfterSeconds = 1): DomainError {
  return new DomainError('unavailable', 'unavailable', detail, { retry_after: retryAfterSeconds });
}

/** Somebody has asked for as much as they may; after so many seconds, and one at least, they may ask again. */
export function rateLimited(detail: string, retryAfterSeconds: number): DomainError {
  const retryAfter = Math.max(1, Math.ceil(retryAfterSeconds));
  return new DomainError('rate_limited', 'limited', detail, { retry_after: retryAfter });
}
