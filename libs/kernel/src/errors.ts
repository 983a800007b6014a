export interface FieldError {
  /** Dotted path of the field, e.g. `price.amount`, `lines.0.part_id`, or a header's name. */
  field: string;
  message: string;
}

/**
 * An expected refusal, with the code clients act on. Thrown anywhere, it becomes a problem+json
 * answer in one filter; `extra` is merged into the answer, e.g. `current`, `lines`, `errors`.
 */
export class DomainError extends Error {
  readonly code: string;
  readonly status: number;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: string, status: number, detail: string, extra: Record<string, unknown> = {}) {
    super(detail);
    this.name = 'DomainError';
    this.code = code;
    this.status = status;
    this.extra = extra;
  }
}

/** Statuses that say nothing of what was asked: asked again, the answer may be another. */
const NO_VERDICT: readonly number[] = [408, 425, 429];

/** Whether an answer of this status is a "no": asking the same again would change nothing. */
export function isVerdict(status: number): boolean {
  return status >= 400 && status < 500 && !NO_VERDICT.includes(status);
}

/**
 * Whether another service has considered a call and said no, in contrast to one that did not answer: what waits for a
 * "yes" ends on the first and is tried again on the second.
 */
export function isRefusal(error: unknown): error is DomainError {
  return error instanceof DomainError && isVerdict(error.status);
}

/** An answer that names more than these helps nobody, and a caller must not decide how long it gets. */
export const MOST_ERRORS = 20;
const MOST_NAME = 200;

/** 422: the request is well formed, and these fields are not acceptable. The first twenty are named. */
export function validationFailed(errors: FieldError[]): DomainError {
  const named = errors.slice(0, MOST_ERRORS).map(({ field, message }) => ({
    field: field.length > MOST_NAME ? `${field.slice(0, MOST_NAME).toWellFormed()}…` : field,
    message,
  }));
  const names = named.map((error) => error.field).join(', ');
  const rest = errors.length > MOST_ERRORS ? ' and more' : '';
  return new DomainError('validation_failed', 422, `Not acceptable: ${names}${rest}.`, {
    errors: named,
  });
}

/** 422 for one field. */
export function invalidField(field: string, message: string): DomainError {
  return validationFailed([{ field, message }]);
}

/** 404: there is no such thing, or none that this caller may know of. */
export function notFound(what: string, id?: string | number): DomainError {
  const which = id === undefined ? '' : ` ${id}`;
  return new DomainError('not_found', 404, `There is no ${what}${which}.`);
}

/** 409: the write named a version that is no longer the current one, which `current` shows. */
export function versionConflict(current: unknown): DomainError {
  return new DomainError('version_conflict', 409, 'Someone else changed this in the meantime.', {
    current,
  });
}

/** 409: another write holds the row right now; the caller did not name a version and may try again. */
export function writeInFlight(what: string): DomainError {
  return new DomainError(
    'write_in_flight',
    409,
    `Another change of this ${what} is being saved right now.`,
  );
}

/** 409 with a code of its own. */
export function conflict(
  code: string,
  detail: string,
  extra: Record<string, unknown> = {},
): DomainError {
  return new DomainError(code, 409, detail, extra);
}

/** 503: a part we need is not answering; `retry_after` seconds goes to the header too. */
export function unavailable(detail: string, retryAfterSeconds = 1): DomainError {
  return new DomainError('unavailable', 503, detail, { retry_after: retryAfterSeconds });
}
