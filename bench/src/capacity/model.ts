/** Milliseconds of processor time that one operation takes of each kind of process. */
export type Costs = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How often one shopper who is on the site does something, times a second; what staff do is shared out among them. */
export type Habits = Readonly<Record<string, number>>;

/** What cannot be multiplied, and how many cores one of it can use. */
export type Singles = Readonly<Record<string, number>>;

interface Need {
  process: string;
  /** Cores that are busy on average. */
  cores: number;
  /** How many of it, each busy to `BUSY` at most; of what cannot be multiplied always 1. */
  instances: number;
}

export interface Capacity {
  needs: Need[];
  /** Of what cannot be multiplied, what is full first, and with how many shoppers. */
  breaksFirst: { process: string; shoppers: number };
}

/** More than this of a core, and a peak of a few seconds makes people wait. */
const BUSY = 0.6;

/**
 * How many of each process so many shoppers at once need.
 * @throws Error for a habit whose cost was not measured.
 */
export function capacityFor(
  shoppers: number,
  habits: Habits,
  costs: Costs,
  singles: Singles,
): Capacity {
  const busy = new Map<string, number>();
  for (const [operation, timesASecond] of Object.entries(habits)) {
    const cost = costs[operation];
    if (!cost) throw new Error(`nobody has measured what ${operation} costs`);
    for (const [process, ms] of Object.entries(cost)) {
      const cores = (shoppers * timesASecond * ms) / 1_000;
      busy.set(process, (busy.get(process) ?? 0) + cores);
    }
  }
  const needs = [...busy]
    .map(([process, cores]) => ({
      process,
      cores,
      instances: process in singles ? 1 : Math.max(1, Math.ceil(cores / BUSY)),
    }))
    .sort((a, b) => b.cores - a.cores);
  const full = Object.entries(singles).map(([process, cores]) => ({
    process,
    shoppers: Math.floor((shoppers * cores * BUSY) / (busy.get(process) ?? 0)),
  }));
  full.sort((a, b) => a.shoppers - b.shoppers);
  return { needs, breaksFirst: full[0]! };
}
