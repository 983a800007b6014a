import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './home.ts';

/**
 * What each Node of a stack is started with. V8 lets the young generation grow to 48 MB by itself; with 12 MB a request costs the
 * same processor time, and a service takes 60 MB less.
 */
const SMALL_YOUNG_GENERATION = '--max-semi-space-size=4';

/** @param heapMb the most that the old generation may take, in MB. */
export const nodeFlags = (heapMb: number): string[] => [
  SMALL_YOUNG_GENERATION,
  `--max-old-space-size=${heapMb}`,
];

/** What `bundle` of tools/bundle made: the services, and the telemetry that is loaded before them. */
const BUNDLE = join(ROOT, 'tools', 'bundle', 'dist');

/** Stands before all that is loaded: it is about what comes after it. */
export const OWN_SOURCE_MAPS = ['--import', '@tandem/observability/source-maps'];

export const TELEMETRY = ['--import', '@tandem/observability/register'];

/** One service, with telemetry before it. */
export const bundled = (service: string): string[] => [
  '--import',
  pathToFileURL(join(BUNDLE, 'register.js')).href,
  join(BUNDLE, `${service}.js`),
];
