import { expect, it } from '@jest/globals';
import { decodeEntry } from '../src/entry.js';
import type { CacheStore, LeaseAnswer } from '../src/store.js';

/** The rules that every store keeps; both stores are held to the same ones. */
export function describeStoreRules(storeOf: () => CacheStore): void {
  let count = 0;
  const fresh = () => `rules:${Date.now()}:${(count += 1)}`;
  const group = (n = 2) => Array.from({ length: n }, fresh);
  const zeros = (keys: string[]) => keys.map(() => 0);

  const acquire = async (keys: string[], minimums = zeros(keys)): Promise<LeaseAnswer> =>
    (await storeOf().acquire([{ keys, minimums }]))[0]!;
  const lease = async (keys: string[], minimums?: number[]): Promise<string> => {
    const answer = await acquire(keys, minimums);
    if (answer.kind !== 'lease') throw new Error(`expected a lease, got ${answer.kind}`);
    return answer.token;
  };
  const fill = async (keys: string[], token: string, version: number, text = `v${version}`) =>
    (
      await storeOf().fill([{ keys, token, version, values: keys.map(() => text), ttlSeconds: 60 }])
    )[0];
  const filled = async (keys: string[], version: number) => fill(keys, await lease(keys), version);
  const read = async (keys: string[]) =>
    (await storeOf().mget(keys)).map((raw) => decodeEntry(raw, storeOf().stamp));
  const refresh = (keys: string[], version: number, value: string | null = `w${version}`) =>
    storeOf().refresh(keys.map((key) => ({ key, version, value })));

  it('serves what was filled under a lease', async () => {
    const keys = group();
    expect(await filled(keys, 3)).toBe(true);
    expect(await read(keys)).toEqual(keys.map(() => ({ version: 3, value: 'v3' })));
  });

  it('shows a lease to readers as a miss', async () => {
    const keys = group();
    await lease(keys);
    expect(await read(keys)).toEqual([null, null]);
  });

  it('gives one lease a group at a time', async () => {
    const keys = group();
    await lease(keys);
    expect(await acquire(keys)).toEqual({ kind: 'busy' });
  });

  it('answers with the entries when somebody else filled the group meanwhile', async () => {
    const keys = group();
    await filled(keys, 4);
    expect(await acquire(keys)).toEqual({
      kind: 'hit',
      hits: keys.map(() => ({ version: 4, value: 'v4' })),
    });
  });

  it('gives a lease when the entries of a group are of different versions', async () => {
    const keys = group();
    await filled(keys, 4);
    await refresh([keys[0]!], 5);
    expect((await acquire(keys)).kind).toBe('lease');
  });

  it('gives a lease when the entries are below what the reader knows of', async () => {
    const keys = group();
    await filled(keys, 4);
    expect((await acquire(keys, [5, 5])).kind).toBe('lease');
  });

  it('refuses the fill of a reader that was overtaken by a write', async () => {
    const keys = group();
    const token = await lease(keys);
    await refresh(keys, 2);
    expect(await fill(keys, token, 1)).toBe(false);
    expect(await read(keys)).toEqual([null, null]);
  });

  it('accepts the fill of a reader that saw the write which came in between', async () => {
    const keys = group();
    const token = await lease(keys);
    await refresh(keys, 2);
    expect(await fill(keys, token, 2)).toBe(true);
  });

  it('refuses the whole group when one of its entries was written', async () => {
    const keys = group(4);
    const token = await lease(keys);
    await storeOf().invalidate([{ key: keys[2]!, version: 2 }]);
    expect(await fill(keys, token, 1)).toBe(false);
    expect(await read(keys)).toEqual([null, null, null, null]);
    expect((await acquire(keys)).kind).toBe('lease');
  });

  it('refuses a fill whose lease was given back, and one with the token of another', async () => {
    const keys = group();
    const token = await lease(keys);
    expect(await fill(keys, 'somebody-else', 9)).toBe(false);
    await storeOf().release(keys, token);
    expect(await fill(keys, token, 1)).toBe(false);
  });

  it('replaces entries by newer ones and drops a write that comes late', async () => {
    const keys = group();
    await filled(keys, 3);
    await refresh(keys, 5);
    await refresh(keys, 4);
    expect(await read(keys)).toEqual(keys.map(() => ({ version: 5, value: 'w5' })));
  });

  it('does not store a write for which nothing is held: it may be late', async () => {
    const keys = group();
    await refresh(keys, 5);
    expect(await read(keys)).toEqual([null, null]);
  });

  it('remembers an absent part at the version it was deleted', async () => {
    const keys = group();
    await filled(keys, 3);
    await refresh(keys, 4, null);
    expect(await read(keys)).toEqual(keys.map(() => ({ version: 4, value: null })));
  });

  it('keeps bars and letters of any alphabet in a value', async () => {
    const [key] = group(1);
    const value = '{"a":"x|y||ß漢"}';
    expect(await fill([key!], await lease([key!]), 1, value)).toBe(true);
    expect(await read([key!])).toEqual([{ version: 1, value }]);
  });

  it('removes older entries and leaves newer ones when told of a version', async () => {
    const [older, newer] = group();
    await filled([older!], 3);
    await filled([newer!], 5);
    await storeOf().invalidate([
      { key: older!, version: 4 },
      { key: newer!, version: 5 },
    ]);
    expect(await read([older!, newer!])).toEqual([null, { version: 5, value: 'v5' }]);
  });

  it('begins a generation at a number nobody knows and counts up from there', async () => {
    const [key, other] = group();
    const [start] = await storeOf().generations([key!]);
    expect(await storeOf().generations([key!])).toEqual([start]);
    expect(await storeOf().generations([other!])).not.toEqual([start]);
    await storeOf().bump([key!], []);
    expect(await storeOf().generations([key!])).toEqual([String(Number(start) + 1)]);
  });

  it('counts one change once, whoever tells of it', async () => {
    const [key, change] = group();
    const [start] = await storeOf().generations([key!]);
    await storeOf().bump([key!], [change!]);
    await storeOf().bump([key!], [change!]);
    expect(await storeOf().generations([key!])).toEqual([String(Number(start) + 1)]);
  });

  it('counts changes that are told of together once, unless one of them is new', async () => {
    const [key, one, other] = group();
    const [start] = await storeOf().generations([key!]);
    const after = async (times: number) =>
      expect(await storeOf().generations([key!])).toEqual([String(Number(start) + times)]);
    await storeOf().bump([key!], [one!]);
    await storeOf().bump([key!], [one!, other!]);
    await after(2);
    await storeOf().bump([key!], [other!, one!]);
    await storeOf().bump([key!], [other!]);
    await after(2);
  });
}
