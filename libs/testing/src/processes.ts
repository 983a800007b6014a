import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { readEnv, type Env } from '@tandem/config';
import { eventually } from './eventually.js';
import { freePort } from './net.js';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');

/** Ends a child process and waits until it is gone; one that has ended already is no error. */
export async function endProcess(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** A script of the workspace, or one that was built, in a process of its own; it gets no other variables than these. */
function startScript(args: readonly string[], env: Env): ChildProcess {
  return spawn(process.execPath, ['--enable-source-maps', ...args], {
    cwd: ROOT,
    env: {
      PATH: '',
      NODE_ENV: 'test',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Runs one to its end. @throws Error when it fails. */
export async function runScript(args: readonly string[], env: Env): Promise<void> {
  const [code] = (await once(startScript(args, env), 'exit')) as [number];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
}

/** Of what runs as its own process, what was built is run: it must be what stands in the sources. */
export async function buildServices(): Promise<void> {
  await runScript(['tools/stack/src/cli.ts', 'build', '--services'], readEnv());
}

/** A service as it was built, in a process of its own on a free port; resolves when it is ready. */
export async function startBuilt(
  app: string,
  prefix: string,
  env: Env,
): Promise<{ child: ChildProcess; url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startScript([`apps/${app}/dist/main.js`], {
    ...env,
    [`${prefix}_PORT`]: String(port),
  });
  try {
    const ready = async () => {
      // Somebody else may answer at its address.
      if (child.exitCode !== null || child.signalCode !== null) return 'ended';
      if (!(await fetch(`${url}/health/ready`)).ok) throw new Error('not ready');
      return 'ready';
    };
    const state = await eventually(
      ready,
      // A minute is not enough on a machine with ten times as much to do as it can.
      { timeoutMs: 180_000 },
    );
    if (state === 'ended') throw new Error(`${app} ended while starting`);
  } catch (error) {
    await endProcess(child, 'SIGKILL');
    throw error;
  }
  return { child, url };
}
