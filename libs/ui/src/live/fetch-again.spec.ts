import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/vue-query';
import { fetchAgain } from './fetch-again';

const KEY = ['order', 'o-1'];

describe('what is news while a page is being fetched', () => {
  let client: QueryClient;
  let asked: ((answer: string) => void)[];
  let leave: () => void;
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
  const shown = () => client.getQueryData(KEY);

  beforeEach(() => {
    client = new QueryClient();
    asked = [];
    const queryFn = () => new Promise<string>((resolve) => asked.push(resolve));
    leave = new QueryObserver(client, { queryKey: KEY, queryFn }).subscribe(() => undefined);
  });
  afterEach(() => {
    leave();
    client.clear();
  });

  it('is on the page, though the first answer was read before it', async () => {
    fetchAgain(client, KEY);
    asked[0]!('awaiting payment');
    await settled();
    expect(asked).toHaveLength(2);
    asked[1]!('paid');
    await settled();
    expect(shown()).toBe('paid');
  });

  it('costs one more request, however much it is, and the first answer is shown', async () => {
    for (let news = 0; news < 10; news += 1) fetchAgain(client, KEY);
    asked[0]!('first');
    await settled();
    expect([shown(), asked.length]).toEqual(['first', 2]);
    asked[1]!('second');
    await settled();
    expect([shown(), asked.length]).toEqual(['second', 2]);
  });

  it('is asked for at once when nothing is under way', async () => {
    asked[0]!('first');
    await settled();
    fetchAgain(client, KEY);
    await settled();
    expect(asked).toHaveLength(2);
  });
});
