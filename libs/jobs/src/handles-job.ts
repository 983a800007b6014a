import { SetMetadata } from '@nestjs/common';
import type { JobKind, RunningJob } from './define-job.js';

export const HANDLES_JOB = 'tandem:handles-job';

/**
 * Makes a provider's method the handler of a kind of job. Returning means done; throwing means that it is tried again, as
 * the kind's `retry` says, unless it throws `TryLater` or `GiveUp`. A job may run twice, as after a crash: what it does must
 * bear that.
 * @param own what is a setting of the service: how many of them the provider works on at once, or when a scheduled one comes.
 */
export function HandlesJob<Payload extends object, Provider extends object>(
  kind: JobKind<Payload>,
  own: (provider: Provider) => number | { cron: string } = () => kind.atOnce,
) {
  return <T extends (payload: Payload, job: RunningJob) => Promise<unknown>>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<T>,
  ): void => {
    const of = (provider: Provider): JobKind<Payload> => {
      const settings = own(provider);
      return { ...kind, ...(typeof settings === 'number' ? { atOnce: settings } : settings) };
    };
    SetMetadata(HANDLES_JOB, of)(target, name, descriptor);
  };
}
