import { readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100;

/** Processor time that a process and its children, those that ended too, have taken, in seconds; Linux only. */
export function cpuSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const own = stat.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_A_SECOND;
    return children.split(' ').reduce((sum, child) => sum + (child ? cpuSeconds(+child) : 0), own);
  } catch {
    return 0;
  }
}
