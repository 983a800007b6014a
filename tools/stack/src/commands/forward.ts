import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../build.ts';
import { StartError } from '../errors.ts';
import { inForeground } from '../foreground.ts';
import { ROOT } from '../home.ts';
import { takeFullFlag } from '../options.ts';
import { progress } from '../say.ts';

/** What a test asks for is answered on a slow machine too; a spec that is about too much to do gives its stack a target. */
const SLOW_IS_NO_OVERLOAD = { OVERLOAD_TARGET_MS: '0' };

const SYSTEM = ['--selectProjects', 'system'];

/** `--services` leaves out the sites. */
export async function buildCommand(args: string[], stop: AbortController): Promise<number> {
  await build({ sites: !args.includes('--services') }, progress(), stop.signal);
  return 0;
}

/** The benchmark starts its own stack through this package's API. */
export async function benchCommand(args: string[], stop: AbortController): Promise<number> {
  const entry = join(ROOT, 'bench', 'src', 'run.ts');
  if (!existsSync(entry)) throw new StartError('bench', `${entry} is missing`, 'Check the clone.');
  await build({ sites: true }, progress(), stop.signal);
  return inForeground(['--enable-source-maps', entry, ...args], {}, stop);
}

/** Browser journeys on a stack of their own; arguments go to Playwright. */
export async function e2eCommand(args: string[], stop: AbortController): Promise<number> {
  await build({ sites: true }, progress(), stop.signal);
  const playwright = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  return inForeground(
    [playwright, 'test', '-c', join(ROOT, 'e2e'), ...args],
    SLOW_IS_NO_OVERLOAD,
    stop,
  );
}

/** What Tandem promises while things break: whole stacks that are started, killed and counted. Arguments go to Jest, but for --full. */
export async function systemCommand(given: string[], stop: AbortController): Promise<number> {
  const { args, env } = takeFullFlag(given);
  await build({ sites: true }, progress(), stop.signal);
  return runJest([...args, ...SYSTEM], env, stop);
}

/** Specs that start stacks of their own. */
export function runJest(
  args: string[],
  env: Record<string, string>,
  stop: AbortController,
): Promise<number> {
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  return inForeground(
    [
      '--experimental-vm-modules',
      '--no-warnings',
      jest,
      '--testTimeout=600000',
      // A spec waits for a process to come back half of its time: two of them share the processors.
      '--maxWorkers=2',
      // A stack under test leaves keep-alive connections behind; its processes are stopped by then.
      '--forceExit',
      // Positional arguments are patterns, and --selectProjects would swallow them if it came first.
      ...args,
    ],
    { ...SLOW_IS_NO_OVERLOAD, ...env },
    stop,
  );
}
