import { logger } from '@tandem/observability';

/** The shop's own, through which an outage is said once; an absence that it is to count must name its service. */
export const log = logger('front-door');
