import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** Another process of the bench, so that it measures with a core of its own. */
export function child(script: string, args: string[]): ChildProcess {
  return fork(join(import.meta.dirname, script), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** Its next message. */
export function said<T>(process: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    process.once('message', (message) => resolve(message as T));
    process.once('exit', (code) => reject(new Error(`child ended with ${code}`)));
  });
}
