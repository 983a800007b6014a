import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

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

/** Stands before all that is loaded: it is about what comes after it. */
export const OWN_SOURCE_MAPS = ['--import', '@tandem/observability/source-maps'];

export const TELEMETRY = ['--import', '@tandem/observability/register'];

/** One service out of what `bundle` of tools/bundle made, with telemetry before it. Versions from before decision 0165 have no bundle. */
export function programOf(service: string, version: string): string[] {
  const bundle = join(version, 'tools', 'bundle', 'dist');
  const program = join(bundle, `${service}.js`);
  return existsSync(program)
    ? ['--import', pathToFileURL(join(bundle, 'register.js')).href, program]
    : [...TELEMETRY, join(version, 'apps', service, 'dist', 'main.js')];
}
