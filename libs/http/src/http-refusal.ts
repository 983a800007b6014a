import { DomainError } from '@tandem/kernel';
import type { ErrorKind } from '@tandem/kernel';

const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported: 415,
  limited: 429,
  unavailable: 503,
};

/** A refusal of HTTP itself, or one that another service has told: it has a status of its own. */
export class HttpRefusal extends DomainError {
  constructor(
    code: string,
    readonly status: number,
    detail: string,
    extra: Record<string, unknown> = {},
  ) {
    const kinds = Object.keys(STATUS) as ErrorKind[];
    super(code, kinds.find((kind) => STATUS[kind] === status) ?? 'invalid', detail, extra);
  }
}

/** The status of the answer that tells of a refusal. */
export function statusOf(refusal: DomainError): number {
  return refusal instanceof HttpRefusal ? refusal.status : STATUS[refusal.kind];
}

/**
 * Statuses that say nothing of what was asked: asked again, the answer may be another. 401 judges the caller's token alone,
 * which a clock that is wrong takes for expired.
 */
const NO_VERDICT: readonly number[] = [401, 408, 425, 429];

/** Whether an answer of this status is a "no": asking the same again would change nothing. */
export function isVerdict(status: number): boolean {
  return status >= 400 && status < 500 && !NO_VERDICT.includes(status);
}
