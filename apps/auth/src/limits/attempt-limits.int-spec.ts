import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { AuthStack } from '../testing/auth-service.js';
import type { Caller } from '../testing/auth-service.js';

let stack: AuthStack;
beforeAll(async () => {
  stack = await AuthStack.open({
    instances: 2,
    // No Redis: nothing that may forget takes part.
    env: { AUTH_LOGIN_FAILURES: '3', AUTH_LOGIN_FAILURES_PER_ADDRESS: '6', REDIS_URL: '' },
  });
});
afterAll(() => stack.close());

const guess = (caller: Caller, email: string) =>
  caller.call('POST', '/api/v1/auth/login', { email, password: 'not the password' });

describe('guessing passwords', () => {
  it('is counted over all instances, costs bounded rows, and shuts nobody else out', async () => {
    const email = 'guessed@example.com';
    await stack.caller().register(email);
    const guesser = stack.caller('shop', 0);
    const from = { 'x-forwarded-for': guesser.address };
    const statuses: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      const { status } = await stack
        .caller('shop', i % 2)
        .call('POST', '/api/v1/auth/login', { email, password: 'not the password' }, from);
      statuses.push(status);
    }
    expect(statuses).toEqual([401, 401, 401, ...Array.from({ length: 17 }, () => 429)]);
    await eventually(async () => {
      const events = await stack.database.query<{ type: string; times: number; rows: number }>(
        `select type, sum(occurrences)::int as times, count(*)::int as rows from auth.security_events
          where ip_address = $1 group by type order by type`,
        [guesser.address],
      );
      expect(events).toMatchObject([
        { type: 'login_failed', times: 3 },
        { type: 'login_limited', times: 17 },
      ]);
      // A minute may end while the test runs.
      for (const { rows } of events) expect(rows).toBeLessThanOrEqual(2);
    });
    expect((await stack.caller().login(email)).status).toBe(200);
  });

  it('of many accounts leaves no more rows than the address may guess', async () => {
    const guesser = stack.caller();
    for (let i = 0; i < 20; i += 1) await guess(guesser, `nobody-${i}@example.com`);
    // Beyond the limit, refusals come from memory: nothing is written for them.
    const [address] = await stack.database.query<{ points: number }>(
      `select points from auth.attempt_counts where key = $1`,
      [`login-address:${guesser.address}`],
    );
    expect(address!.points).toBe(7);
    const [{ accounts }] = (await stack.database.query(
      `select count(*)::int as accounts from auth.attempt_counts where key like 'login-account:%'`,
    )) as [{ accounts: number }];
    expect(accounts).toBeLessThanOrEqual(8);
  });
});
