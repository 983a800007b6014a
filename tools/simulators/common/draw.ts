/** Random figures that are the same for the same seed and number, each time they are asked for. */
export interface Draw {
  next(): number;
  int(from: number, to: number): number;
  pick<T>(of: readonly T[]): T;
}

/** Mulberry32: small, quick and good enough for made-up products. */
export function draw(seed: number, n = 0): Draw {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b)) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return { next, int, pick: (of) => of[int(0, of.length - 1)]! };
}
