import { readFileSync } from 'node:fs';

const SETTLE_MS = 15_000;
const WINDOW_MS = 30_000;
const TICKS_A_SECOND = 100;

/** Processor time that a process and its children have taken, in seconds; Linux only. */
function secondsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const own = (Number(stat[11]) + Number(stat[12])) / TICKS_A_SECOND;
    return children.split(' ').reduce((sum, child) => sum + (child ? secondsOf(+child) : 0), own);
  } catch {
    return 0;
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What each process of a shop that nobody visits takes of a core, in per cent, the dearest first. */
export async function costAtRest(
  processes: { name: string; pid: number | undefined }[],
): Promise<{ name: string; percent: number }[]> {
  await pause(SETTLE_MS);
  const before = processes.map(({ pid }) => secondsOf(pid ?? 0));
  await pause(WINDOW_MS);
  return processes
    .map(({ name, pid }, n) => ({
      name,
      percent: ((secondsOf(pid ?? 0) - before[n]!) * 100_000) / WINDOW_MS,
    }))
    .sort((a, b) => b.percent - a.percent);
}
