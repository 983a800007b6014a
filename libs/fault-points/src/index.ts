import { readFileSync, unlinkSync } from 'node:fs';
import { readEnv } from '@tandem/config';

const { NODE_ENV, TANDEM_FAULT_FILE } = readEnv();
const file = NODE_ENV === 'production' ? undefined : TANDEM_FAULT_FILE;

function failIfArmed(path: string, point: string): void {
  let how: string | undefined;
  try {
    const armed = readFileSync(path, 'utf8').trim().split(' ');
    if (armed[0] !== point) return;
    how = armed[1];
    // Who removes the file is the one to fail: of several processes at this point exactly one does.
    unlinkSync(path);
  } catch {
    return;
  }
  if (how === 'stop') {
    process.kill(process.pid, 'SIGSTOP');
    return;
  }
  process.kill(process.pid, 'SIGKILL');
  // The signal arrives between two instructions at the latest; nothing of what follows may run before.
  for (;;);
}

/**
 * A place between two steps at which a crash test kills this process (SIGKILL: no handler, no flush) or holds it up
 * (SIGSTOP, until it is told to go on). It does when the file named by `TANDEM_FAULT_FILE` holds exactly this point's name,
 * with ` stop` behind it for the latter, once. Nothing otherwise.
 */
export const faultPoint: (point: string) => void = file
  ? (point) => failIfArmed(file, point)
  : () => undefined;
