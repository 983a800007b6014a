import type { Money } from '@tandem/kernel';

/** RFC 9457 problem as every Tandem service answers it. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  code?: string;
  trace_id?: string;
  errors?: { field: string; message: string }[];
  /** On `version_conflict` and `write_in_flight`: the state somebody else saved. */
  current?: Record<string, unknown>;
  /** On `insufficient_stock`: what was asked for and what there is. */
  lines?: { part_id: number; requested: number; available: number }[];
  /** On `refund_exceeds_total`: what can still be given back. */
  left?: Money;
  /** On `wallet_not_empty`: what is in it. */
  balances?: Money[];
  /** Seconds after which asking again makes sense. */
  retry_after?: number;
}

/** What a failed call throws: the service's own problem, or a stand-in when none arrived. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string | undefined {
    return this.problem.code;
  }

  /** The message for one form field, by its dotted path. */
  fieldError(field: string): string | undefined {
    return this.problem.errors?.find((e) => e.field === field)?.message;
  }
}

/** Turns whatever a call failed with into an ApiError; status 0 means no answer arrived. */
export function toApiError(cause: unknown, status = 0): ApiError {
  if (cause instanceof ApiError) return cause;
  if (cause && typeof cause === 'object' && 'title' in cause && 'status' in cause) {
    return new ApiError(cause as Problem);
  }
  if (cause instanceof Error && !(cause instanceof TypeError) && status === 0) {
    return new ApiError({ title: cause.message, status });
  }
  return new ApiError({
    title: status === 0 ? 'No connection' : 'Something went wrong',
    detail:
      status === 0
        ? 'The shop could not be reached. Check the connection and try again.'
        : `The server answered ${status} without saying why.`,
    status,
  });
}
