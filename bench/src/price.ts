import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds, type StackHandle } from '@tandem/stack';

/** Processor time by kind of process, in seconds; instances of one service count together. */
export type Spent = Map<string, number>;

export interface Price {
  spent: Spent;
  /** How long it took. */
  seconds: number;
}

const LOOK_MS = 500;
/** A shop that nobody visits takes a fifth of a core; one that still works takes most of one. */
const CALM_CORES = 0.4;
const LONGEST_MS = 15_000;
const REST_MS = 5_000;

/** What something costs every process of the shop, and those that are named beside it. */
export async function priceOf(
  stack: StackHandle,
  run: () => Promise<void>,
  beside: Record<string, number> = {},
): Promise<Price> {
  const began = performance.now();
  const before = spentBy(stack, beside);
  await run();
  const spent = [...spentBy(stack, beside)].map(
    ([process, seconds]) => [process, seconds - (before.get(process) ?? 0)] as const,
  );
  return { spent: new Map(spent), seconds: (performance.now() - began) / 1000 };
}

/** What the shop, and what is named beside it, does while nobody visits. */
export function priceOfRest(stack: StackHandle, beside?: Record<string, number>): Promise<Price> {
  return priceOf(stack, () => pause(REST_MS), beside);
}

/** What is left of a price without what the shop does at rest, in milliseconds for each of `count`. */
export function eachWithoutRest({ spent, seconds }: Price, rest: Price, count: number): Spent {
  return new Map(
    [...spent].map(([process, own]) => {
      const resting = ((rest.spent.get(process) ?? 0) * seconds) / rest.seconds;
      return [process, ((own - resting) * 1_000) / count];
    }),
  );
}

/** Until the shop has done what follows from its answers. */
export async function untilCalm(stack: StackHandle): Promise<void> {
  for (const end = performance.now() + LONGEST_MS; performance.now() < end;) {
    const { spent, seconds } = await priceOf(stack, () => pause(LOOK_MS));
    if (total(spent) / seconds < CALM_CORES) return;
  }
}

const total = (spent: Spent): number =>
  [...spent.values()].reduce((sum, seconds) => sum + seconds, 0);

function spentBy(stack: StackHandle, beside: Record<string, number>): Spent {
  const seconds = new Map(Object.entries(beside).map(([name, pid]) => [name, cpuSeconds(pid)]));
  for (const { name, pid } of stack.processes()) {
    const process = name.replace(/-\d+$/, '');
    seconds.set(process, (seconds.get(process) ?? 0) + cpuSeconds(pid ?? 0));
  }
  return seconds;
}
