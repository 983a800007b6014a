import { describe, expect, it } from '@jest/globals';
import { followCart } from './follow-cart';

/** A shop that refuses with these statuses, one a call, and then moves the cart. */
function scene(refusals: number[], wanted: () => boolean = () => true) {
  let calls = 0;
  const waits: number[] = [];
  const result = followCart({
    migrate: async () => {
      calls += 1;
      const status = refusals.shift();
      if (status !== undefined) throw { status };
    },
    statusOf: (cause) => (cause as { status: number }).status,
    wanted,
    pause: async (ms) => void waits.push(ms),
  });
  return { result, waits, calls: () => calls };
}

describe('a cart that could not move at sign-in', () => {
  it('follows as soon as the order service is back, and asks less and less often until then', async () => {
    const { result, waits } = scene([503, 0, 500, 503]);
    expect(await result).toBe(true);
    expect(waits).toHaveLength(4);
    expect(waits[3]!).toBeGreaterThan(waits[0]!);
  });

  it('is not asked for again once the shop has said a clear no', async () => {
    const { result, calls } = scene([404, 404]);
    expect(await result).toBe(false);
    expect(calls()).toBe(1);
  });

  it('does not follow after the shopper has signed out', async () => {
    let signedIn = true;
    const { result, calls } = scene([503, 503, 503], () => {
      const now = signedIn;
      signedIn = false;
      return now;
    });
    expect(await result).toBe(false);
    expect(calls()).toBe(1);
  });
});
