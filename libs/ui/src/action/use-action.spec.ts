import { describe, expect, it } from '@jest/globals';
import { ApiError } from '../api/problem';
import { useAction } from './use-action';

const refusal = (errors?: { field: string; message: string }[]) =>
  new ApiError({ title: 'No', detail: 'That does not go.', status: 422, errors });

describe('something a person sets off', () => {
  it('is busy until it is done', async () => {
    let finish!: () => void;
    const { busy, run } = useAction(() => new Promise<void>((resolve) => (finish = resolve)));
    const running = run();
    expect(busy.value).toBe(true);
    finish();
    expect(await running).toBe(true);
    expect(busy.value).toBe(false);
  });

  it('happens once however often the button is pressed meanwhile', async () => {
    let times = 0;
    const { run } = useAction(async () => void (times += 1));
    expect(await Promise.all([run(), run(), run()])).toEqual([true, false, false]);
    expect(times).toBe(1);
    expect(await run()).toBe(true);
  });

  it('keeps what it failed with until the next attempt', async () => {
    let broken = true;
    const { run, message, failure } = useAction(async () => {
      if (broken) throw refusal();
    });
    expect(await run()).toBe(false);
    expect(message.value).toBe('That does not go.');
    broken = false;
    expect(await run()).toBe(true);
    expect(failure.value).toBeNull();
  });

  it('leaves it to the fields to say what is wrong with them', async () => {
    const { run, message, fieldError } = useAction(async () => {
      throw refusal([{ field: 'price.amount', message: 'must be more than zero' }]);
    });
    await run();
    expect(message.value).toBeNull();
    expect(fieldError('price', 'price.amount')).toBe('Must be more than zero');
    expect(fieldError('name')).toBeUndefined();
  });

  it('tells a lost connection in words', async () => {
    const told: string[] = [];
    const { run } = useAction(() => Promise.reject(new TypeError('Failed to fetch')), {
      onFailure: (error) => told.push(error.problem.title),
    });
    await run();
    expect(told).toEqual(['No connection']);
  });
});
