import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AuthStack } from '../testing/auth-service.js';

let stack: AuthStack;
beforeAll(async () => {
  stack = await AuthStack.open({
    env: { TANDEM_CUSTOMER_REQUESTS_PER_MINUTE: '3', TANDEM_STAFF_REQUESTS_PER_MINUTE: '5' },
  });
  await stack.seed();
});
afterAll(() => stack?.close());

/** Real: the service with its settings. */
it('a service counts what each account asks for, by its role', async () => {
  const statuses = async (caller: ReturnType<AuthStack['caller']>, times: number) => {
    const all: number[] = [];
    for (let n = 0; n < times; n += 1)
      all.push((await caller.call('GET', '/api/v1/auth/me')).status);
    return all;
  };
  const customer = stack.caller();
  await customer.register('counted@example.org');
  expect(await statuses(customer, 4)).toEqual([200, 200, 200, 429]);
  expect(await statuses(await stack.staff('admin'), 6)).toEqual([200, 200, 200, 200, 200, 429]);
});
