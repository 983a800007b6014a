import { describe, expect, it } from '@jest/globals';
import { useKeyedAttempt } from './keyed-attempt';

/** Answers with these one after the other; a number is a refusal with that status, 0 a lost connection. */
function server(...answers: (number | string)[]) {
  const got: { body: string; key: string }[] = [];
  const { attempt, undecided } = useKeyedAttempt(async (body: string, key: string) => {
    got.push({ body, key });
    const answer = answers.shift()!;
    if (answer === 0) throw new TypeError('Failed to fetch');
    if (typeof answer === 'number') throw { title: 'No', status: answer };
    return answer;
  });
  return { got, attempt, undecided };
}

describe('something that must happen once', () => {
  it('goes out again unchanged, under the same key, until an answer comes', async () => {
    const { got, attempt, undecided } = server(0, 503, 'done');
    await expect(attempt('5.00')).rejects.toMatchObject({ status: 0 });
    expect(undecided.value).not.toBeNull();
    await expect(attempt('7.00')).rejects.toMatchObject({ status: 503 });
    expect(await attempt('9.00')).toBe('done');
    expect(got.map(({ body }) => body)).toEqual(['5.00', '5.00', '5.00']);
    expect(new Set(got.map(({ key }) => key)).size).toBe(1);
    expect(undecided.value).toBeNull();
  });

  it('is another thing with another key once it was refused', async () => {
    const { got, attempt } = server(409, 'done');
    await expect(attempt('50.00')).rejects.toMatchObject({ status: 409 });
    expect(await attempt('5.00')).toBe('done');
    expect(got[1]!.body).toBe('5.00');
    expect(got[1]!.key).not.toBe(got[0]!.key);
  });
});
