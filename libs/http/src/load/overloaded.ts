import { DomainError } from '@tandem/kernel';

/** By which front doors and services tell a request that was sent away from a service that is away. */
export const SHED_HEADER = 'x-tandem-shed';
export const OVERLOADED = 'overloaded';

const SOONEST_S = 1;
const SPREAD_S = 4;

/** Says that there is too much to do for this, and when to come back: not all of them in the same second. */
export function overloaded(): DomainError {
  return new DomainError(
    OVERLOADED,
    'unavailable',
    'The shop is very busy at the moment. Please try again in a few seconds.',
    { retry_after: SOONEST_S + Math.floor(Math.random() * SPREAD_S) },
  );
}

/** Says that nothing was begun, as the caller waits no longer. */
export function abandoned(): DomainError {
  return new DomainError(OVERLOADED, 'unavailable', 'There was no time left for this.', {
    retry_after: SOONEST_S,
  });
}
