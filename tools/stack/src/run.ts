import { spawn } from 'node:child_process';
import { Interrupted } from './errors.ts';
import { killGroup } from './managed-process.ts';

export interface RunResult {
  code: number;
  output: string;
}

/** Runs a command to its end, its output kept and, line by line, given to `onLine`. Never throws on a bad exit code. */
export function run(
  command: string,
  args: string[],
  options: {
    cwd?: string;
    env?: Record<string, string | undefined>;
    uid?: number;
    gid?: number;
    onLine?: (line: string) => void;
    signal?: AbortSignal;
  } = {},
): Promise<RunResult> {
  const { onLine, signal, env, ...rest } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new Interrupted());
    const child = spawn(command, args, {
      ...rest,
      env: { ...process.env, ...env } as NodeJS.ProcessEnv,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let partial = '';
    const take = (chunk: Buffer) => {
      const text = chunk.toString('utf8');
      output = (output + text).slice(-200_000);
      if (!onLine) return;
      const lines = (partial + text).split('\n');
      partial = lines.pop() ?? '';
      lines.forEach(onLine);
    };
    const stop = () => child.pid && killGroup(child.pid);
    signal?.addEventListener('abort', stop, { once: true });
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => {
      signal?.removeEventListener('abort', stop);
      resolve({ code: 127, output: error.message });
    });
    child.once('close', (code) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) reject(new Interrupted());
      else resolve({ code: code ?? 1, output });
    });
  });
}

export async function hasCommand(command: string, args: string[]): Promise<string | undefined> {
  const { code, output } = await run(command, args);
  return code === 0 ? output : undefined;
}
