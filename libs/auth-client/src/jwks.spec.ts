import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { KeysUnavailableError, RemoteKeys } from './jwks.js';

async function publicKey(kid: string) {
  const pair = await generateKeyPair('EdDSA');
  return { ...(await exportJWK(pair.publicKey)), kid, alg: 'EdDSA', use: 'sig' };
}

async function source() {
  const state = {
    now: 0,
    requests: 0,
    answer: { keys: [await publicKey('first')] } as JSONWebKeySet | null,
  };
  const keys = new RemoteKeys({
    url: 'http://auth/keys',
    cooldownMs: 2_000,
    refreshAfterMs: 300_000,
    now: () => state.now,
    fetchKeys: () => {
      state.requests += 1;
      return state.answer
        ? Promise.resolve(state.answer)
        : Promise.reject(new Error('auth is away'));
    },
  });
  const find = (kid: string) => keys.getKey({ alg: 'EdDSA', kid }, { payload: '', signature: '' });
  return { state, keys, find };
}

describe('the public keys of auth', () => {
  it('are fetched once for many tokens', async () => {
    const { state, find } = await source();
    await Promise.all(Array.from({ length: 20 }, () => find('first')));
    expect(state.requests).toBe(1);
  });

  it('are fetched again when a token names a new one', async () => {
    const { state, keys, find } = await source();
    await find('first');
    const before = keys.generation;
    state.answer = { keys: [await publicKey('second'), ...state.answer!.keys] };
    state.now = 5_000;
    await expect(find('second')).resolves.toBeDefined();
    expect(state.requests).toBe(2);
    expect(keys.generation).toBeGreaterThan(before);
  });

  it('are not fetched for every forged key id', async () => {
    const { state, find } = await source();
    await find('first');
    state.now = 5_000;
    for (let i = 0; i < 50; i += 1) await expect(find(`forged-${i}`)).rejects.toThrow();
    expect(state.requests).toBe(2);
  });

  it('go on working while auth is away', async () => {
    const { state, keys, find } = await source();
    await find('first');
    state.answer = null;
    state.now = 86_400_000;
    await expect(find('first')).resolves.toBeDefined();
    await keys.warm();
    await expect(find('first')).resolves.toBeDefined();
    expect(state.requests).toBeGreaterThan(1);
  });

  it('are said to be unknown, not wrong, until auth was reached once', async () => {
    const { state, find } = await source();
    const { answer } = state;
    state.answer = null;
    await expect(find('first')).rejects.toBeInstanceOf(KeysUnavailableError);
    state.answer = answer;
    state.now = 250;
    await expect(find('first')).resolves.toBeDefined();
  });

  it('are learnt as soon as auth is there, before anybody needs them, by a service that was there first', async () => {
    let there = false;
    const keys = new RemoteKeys({
      url: 'http://auth/keys',
      cooldownMs: 1,
      fetchKeys: async () => {
        if (!there) throw new Error('auth is away');
        return { keys: [await publicKey('first')] };
      },
    });
    await keys.warm();
    expect(keys.generation).toBe(0);
    there = true;
    while (keys.generation === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    keys.close();
  });
});
