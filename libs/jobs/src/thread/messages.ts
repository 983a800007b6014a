import { absentService } from '@tandem/observability';
import { GiveUp, TryLater, type RunningJob } from '../define-job.js';

/** Of the context that a job runs in; its functions can't go along. */
interface CarriedContext {
  correlationId: string | undefined;
  traceparent: string | null | undefined;
  userId: string | null;
}

/** What a thread is told: to do a job, that the process stops, that nothing more comes. */
export type ToThread =
  | { run: number; payload: object; job: Omit<RunningJob, 'signal'>; context: CarriedContext }
  | { abort: true }
  | { close: true };

/** What a thread tells: how a try ended, that something it has queued is due in so many ms. */
export type FromThread = { ran: number; ending: ThreadEnding } | { dueInMs: number };

export type ThreadEnding =
  | { done: true }
  | { failed: CarriedError }
  | { givenUp: CarriedError }
  | { later: { ms: number; counted: boolean; cause?: CarriedError } };

/** On the way between threads an error would lose its name and the fields of its own. */
interface CarriedError {
  message: string;
  fields: { name: string; stack?: string; code?: string; away?: string };
}

/** How a try ended whose handler threw. */
export function endingOf(error: unknown): ThreadEnding {
  if (error instanceof GiveUp) return { givenUp: carried(error.cause) };
  if (!(error instanceof TryLater)) return { failed: carried(error) };
  const { ms, counted, cause } = error;
  return { later: { ms, counted, ...(cause !== undefined && { cause: carried(cause) }) } };
}

/** @throws what the handler has thrown, if it has. */
export function rethrow(ending: ThreadEnding): void {
  if ('done' in ending) return;
  if ('failed' in ending) throw asError(ending.failed);
  if ('givenUp' in ending) throw new GiveUp(asError(ending.givenUp));
  const { ms, counted, cause } = ending.later;
  throw new TryLater(ms, { counted, ...(cause && { cause: asError(cause) }) });
}

function carried(error: unknown): CarriedError {
  if (!(error instanceof Error)) return { message: String(error), fields: { name: 'Error' } };
  const { name, message, stack, code } = error as Error & { code?: unknown };
  const away = absentService(error);
  return {
    message,
    fields: {
      name,
      ...(stack !== undefined && { stack }),
      ...(typeof code === 'string' && { code }),
      ...(away !== undefined && { away }),
    },
  };
}

const asError = ({ message, fields }: CarriedError): Error =>
  Object.assign(new Error(message), fields);
