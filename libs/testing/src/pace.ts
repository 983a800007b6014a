import { setTimeout as pause } from 'node:timers/promises';

/** So many wait for an answer at most: a machine that can't keep up is seen without falling over. */
const MOST_AT_ONCE = 200;

/**
 * Asks at a steady pace, until told to stop, each whether the one before has been answered or not: if they
 * waited for each other, a moment in which nothing is answered would count once, and not for everybody who came in it.
 * @param ask is told its number and when it was due
 */
export async function atPace(
  perSecond: number,
  going: () => boolean,
  ask: (n: number, due: number) => Promise<void>,
): Promise<void> {
  const asking = new Set<Promise<void>>();
  const begun = performance.now();
  for (let n = 0; going(); n += 1) {
    const due = begun + (n * 1000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    if (asking.size >= MOST_AT_ONCE) await Promise.race(asking);
    const one = ask(n, due).finally(() => asking.delete(one));
    asking.add(one);
  }
  await Promise.all(asking);
}
