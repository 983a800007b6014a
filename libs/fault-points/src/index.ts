import { readFileSync, unlinkSync } from 'node:fs';
import { readEnv } from '@tandem/config';

const { NODE_ENV, TANDEM_FAULT_FILE } = readEnv();
const file = NODE_ENV === 'production' ? undefined : TANDEM_FAULT_FILE;

function dieIfArmed(path: string, point: string): void {
  let armed: string;
  try {
    armed = readFileSync(path, 'utf8').trim();
    if (armed !== point) return;
    // Who removes the file is the one to die: of several processes at this point exactly one goes.
    unlinkSync(path);
  } catch {
    return;
  }
  process.kill(process.pid, 'SIGKILL');
  // The signal arrives between two instructions at the latest; nothing of what follows may run before.
  for (;;);
}

/**
 * A place between two steps at which a crash test kills this process (SIGKILL: no handler, no flush). It dies when the
 * file named by `TANDEM_FAULT_FILE` holds exactly this point's name, once. Nothing otherwise.
 */
export const faultPoint: (point: string) => void = file
  ? (point) => dieIfArmed(file, point)
  : () => undefined;
