import { SetMetadata } from '@nestjs/common';
import type { JobKind, RunningJob } from './define-job.js';

export const HANDLES_JOB = 'tandem:handles-job';

/**
 * Makes a provider's method the handler of a kind of job. Returning means done; throwing means that it is tried again, as
 * the kind's `retry` says, unless it throws `TryLater` or `GiveUp`. A job may run twice, as after a crash: what it does must
 * bear that.
 */
export function HandlesJob<Payload extends object>(kind: JobKind<Payload>) {
  return <T extends (payload: Payload, job: RunningJob) => Promise<unknown>>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<T>,
  ): void => {
    SetMetadata(HANDLES_JOB, kind)(target, name, descriptor);
  };
}
