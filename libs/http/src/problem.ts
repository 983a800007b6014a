import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { isConnectionError } from '@tandem/observability';
import { DomainError } from '@tandem/kernel';
import { statusOf } from './http-refusal.js';

/** RFC 9457. Members beyond these come from the error's `extra`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  trace_id: string;
  [member: string]: unknown;
}

export const PROBLEM_CONTENT_TYPE = 'application/problem+json; charset=utf-8';

const CODES: Record<number, string> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  408: 'request_timeout',
  409: 'conflict',
  410: 'gone',
  412: 'precondition_failed',
  413: 'payload_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  422: 'validation_failed',
  429: 'rate_limited',
  431: 'headers_too_large',
  500: 'internal_error',
  503: 'unavailable',
  504: 'timeout',
};

/** How an error is told to the caller. `expected` is false for defects: those show no detail. */
export interface ToldError {
  status: number;
  code: string;
  detail: string;
  extra: Readonly<Record<string, unknown>>;
  expected: boolean;
}

function codeOf(status: number): string {
  return CODES[status] ?? (status < 500 ? 'bad_request' : 'internal_error');
}

/** The database gave a statement up because it took longer than it may: busy, not wrong. */
function isStatementTimeout(error: object): boolean {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  return (driverError?.code ?? code) === '57014';
}

function plain(status: number, detail: string): ToldError {
  return { status, code: codeOf(status), detail, extra: {}, expected: true };
}

/** Decides what the caller is told about a thrown value. */
export function tell(error: unknown): ToldError {
  if (error instanceof DomainError) {
    const { code, message, extra } = error;
    return { status: statusOf(error), code, detail: message, extra, expected: true };
  }
  if (error instanceof HttpException) {
    const status = error.getStatus();
    if (status < 500) return plain(status, error.message);
  }
  if (typeof error === 'object' && error !== null) {
    // Fastify and its plugins mark a caller's mistake (body, size, type, URL) with a status of 4xx.
    const { statusCode } = error as { statusCode?: unknown };
    if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
      return plain(statusCode, (error as Error).message);
    }
    if (isConnectionError(error) || isStatementTimeout(error)) {
      return {
        status: 503,
        code: 'unavailable',
        detail: 'The shop is temporarily unavailable. Please try again shortly.',
        extra: { retry_after: 1 },
        expected: false,
      };
    }
  }
  return {
    status: 500,
    code: 'internal_error',
    detail: 'Something went wrong on our side. Quote the trace id when you report it.',
    extra: {},
    expected: false,
  };
}

/** The answer's body. */
export function problemOf(told: ToldError, instance: string, traceId: string): Problem {
  return {
    ...told.extra,
    type: `https://tandem.test/problems/${told.code}`,
    title: STATUS_CODES[told.status] ?? 'Error',
    status: told.status,
    detail: told.detail,
    instance,
    code: told.code,
    trace_id: traceId,
  };
}
