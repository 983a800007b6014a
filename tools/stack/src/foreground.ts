import { spawn } from 'node:child_process';
import { ROOT } from './home.ts';

/** Runs a Node program with this terminal as its own and answers with its exit code. */
export function inForeground(
  args: string[],
  env: Record<string, string>,
  stop: AbortController,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    });
    const end = () => child.kill('SIGTERM');
    stop.signal.addEventListener('abort', end, { once: true });
    child.once('error', reject);
    child.once('exit', (code) => {
      stop.signal.removeEventListener('abort', end);
      resolve(code ?? 1);
    });
  });
}
