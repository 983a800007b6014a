import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { absentService } from '@tandem/observability';
import type { Logger } from '@tandem/observability';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { databaseRefusal } from './database-refusal.js';
import { OVERLOADED, SHED_HEADER } from './load/overloaded.js';
import { PROBLEM_CONTENT_TYPE, problemOf, tell } from './problem.js';
import { requestState } from './request-state.js';

/** Answers a request with the problem that an error means. A defect is logged, and shows an id only. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
): void {
  const state = requestState(request);
  const path = pathOf(request.raw.url ?? '/');
  const refusal = databaseRefusal(error, request);
  if (refusal) {
    // The caller is told which field; that no rule of ours had said it is for us to mend.
    const { problem, ...what } = refusal;
    const fields = { ...what, method: request.method, path, trace_id: state.traceId };
    log.warn(fields, 'the database refused a value that validation had accepted');
    error = problem;
  }
  const told = tell(error);
  // Somebody may have expected that the service is away: that it is has to be said all the same.
  state.away = told.status === 503 ? absentService(error) : undefined;
  if (!told.expected || state.away !== undefined) {
    const fields = { err: error, method: request.method, path, status: told.status };
    log.error({ ...fields, trace_id: state.traceId }, 'request failed');
    if (!told.expected && error instanceof Error) state.span?.recordException(error);
  }
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  const { retry_after: retryAfter } = told.extra;
  if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter));
  if (told.status === 429 && typeof retryAfter === 'number') {
    reply.header('ratelimit', `"${told.code}";r=0;t=${Math.ceil(retryAfter)}`);
  }
  if (told.code === OVERLOADED) reply.header(SHED_HEADER, '1');
  if (told.status === 401) reply.header('www-authenticate', 'Bearer');
  const body = JSON.stringify(problemOf(told, path, state.traceId));
  reply
    .code(told.status)
    .header('x-correlation-id', state.correlationId)
    .header('content-type', PROBLEM_CONTENT_TYPE)
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .send(body);
}

/** Without the query: it may hold what a person typed. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest(), http.getResponse(), this.log);
  }
}
