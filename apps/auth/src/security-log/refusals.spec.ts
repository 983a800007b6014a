import { describe, expect, it } from '@jest/globals';
import { Refusals } from './refusals.js';
import type { Refusal } from './refusals.js';

const refusal = (ip: string): Refusal => ({
  type: 'login_limited',
  userId: null,
  ip,
  userAgent: null,
  correlationId: null,
});

describe('refused sign-ins', () => {
  it('are all counted, in two writes for each address however many there are', async () => {
    const written: [string | null, number][] = [];
    const refusals = new Refusals(
      async ({ ip }, occurrences) => void written.push([ip, occurrences]),
      (error) => {
        throw error;
      },
    );
    for (let i = 0; i < 1_000; i += 1) await refusals.add(refusal('192.0.2.1'));
    await refusals.add(refusal('192.0.2.2'));
    await refusals.flush();
    expect(written).toEqual([
      ['192.0.2.1', 1],
      ['192.0.2.2', 1],
      ['192.0.2.1', 999],
    ]);
  });
});
