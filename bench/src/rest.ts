import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds } from '@tandem/stack';

const SETTLE_MS = 15_000;
const WINDOW_MS = 30_000;

/** What each process of a shop that nobody visits takes of a core, in per cent, the dearest first. */
export async function costAtRest(
  processes: { name: string; pid: number | undefined }[],
): Promise<{ name: string; percent: number }[]> {
  await pause(SETTLE_MS);
  const before = processes.map(({ pid }) => cpuSeconds(pid ?? 0));
  await pause(WINDOW_MS);
  return processes
    .map(({ name, pid }, n) => ({
      name,
      percent: ((cpuSeconds(pid ?? 0) - before[n]!) * 100_000) / WINDOW_MS,
    }))
    .sort((a, b) => b.percent - a.percent);
}
