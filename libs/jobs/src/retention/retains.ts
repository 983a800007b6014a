import { SetMetadata } from '@nestjs/common';
import { defineRecurringJob, type JobKind } from '../define-job.js';
import type { Kept } from './kept.js';

export const RETAINS = 'tandem:retains';

const HOUR_MS = 3_600_000;

/**
 * Makes a job of a provider's method that says what tables keep: it removes the rest, each hour if nothing else is said.
 * The method is asked anew in each run, and each time that metrics are read.
 */
export function Retains(kind: { name: string; title: string; everyMs?: number }) {
  const job: JobKind<object> = defineRecurringJob({ everyMs: HOUR_MS, ...kind });
  return <T extends () => readonly Kept[]>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<T>,
  ): void => {
    SetMetadata(RETAINS, job)(target, name, descriptor);
  };
}
