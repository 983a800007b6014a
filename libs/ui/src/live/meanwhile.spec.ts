import { describe, expect, it } from '@jest/globals';
import { Meanwhile } from './meanwhile';

describe('events while an answer is on its way', () => {
  const put = (answer: number[], event: number) => [...answer, event];

  it('are put into it in order, those of before and after are not', async () => {
    const meanwhile = new Meanwhile<number>();
    let answer = (_: number[]): void => undefined;
    meanwhile.saw(1);
    const page = meanwhile.during(
      () => new Promise<number[]>((resolve) => (answer = resolve)),
      put,
    );
    meanwhile.saw(2);
    meanwhile.saw(3);
    answer([0]);
    expect(await page).toEqual([0, 2, 3]);
    meanwhile.saw(4);
    expect(await meanwhile.during(async () => [0], put)).toEqual([0]);
  });

  it('go with an answer that failed', async () => {
    const meanwhile = new Meanwhile<number>();
    const failing = meanwhile.during(() => Promise.reject(new Error('no answer')), put);
    meanwhile.saw(1);
    await expect(failing).rejects.toThrow('no answer');
  });
});
