import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createSession } from './session';

const USER = {
  id: '7',
  email: 'ada@example.test',
  display_name: null,
  email_confirmed: true,
  roles: [],
  permissions: [],
};
const OWN = { ...globalThis };

/** The browser as far as a session needs it; other tabs speak through `storage` events. */
function browser(storage: Record<string, string>) {
  const events = new EventTarget();
  const kept = new Map(Object.entries(storage));
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  });
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: { locks: { request: (_name: string, work: () => unknown) => work() } },
  });
  return {
    kept,
    say: (type: string, more: object = {}) =>
      events.dispatchEvent(Object.assign(new Event(type), more)),
  };
}

const signedIn = () =>
  new Response(JSON.stringify({ access_token: 'fresh', expires_in: 900, user: USER }));

/** What auth answers, one after the other; the last of them for ever. */
function auth(...answers: (() => Response)[]) {
  const asked = jest.fn(async () => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    return answer();
  });
  Object.assign(globalThis, { fetch: asked });
  return asked;
}

const away = () => new Response('', { status: 503 });
const cut = (): Response => {
  throw new TypeError('Failed to fetch');
};
const over = () => new Response('{}', { status: 401 });
const hint = { 'tandem.shop.signed-in': '7' };

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  Object.assign(globalThis, {
    fetch: OWN.fetch,
    addEventListener: undefined,
    removeEventListener: undefined,
  });
});

describe('a visitor who was signed in reloads the page', () => {
  it.each([
    ['auth is away', away],
    ['the network is', cut],
  ])(
    'while %s, nobody says they are signed out, and they are back by themselves',
    async (_, no) => {
      browser(hint);
      auth(no, no, no, signedIn);
      const session = createSession('shop');
      const restored = session.restore();
      await jest.advanceTimersByTimeAsync(0);
      expect(session.state).toMatchObject({ isUnreachable: true, ready: false, user: null });
      await expect(session.token()).rejects.toMatchObject({ code: 'account_unreachable' });
      expect(session.tokenAtHand()).toBeNull();
      await jest.advanceTimersByTimeAsync(30_000);
      await restored;
      expect(session.state).toMatchObject({ isUnreachable: false, ready: true, user: USER });
      expect(await session.token()).toBe('fresh');
    },
  );

  it('is asked for at once when the network is back', async () => {
    const { say } = browser(hint);
    auth(cut, signedIn);
    const session = createSession('shop');
    void session.restore();
    await jest.advanceTimersByTimeAsync(0);
    say('online');
    await jest.advanceTimersByTimeAsync(0);
    expect(session.state.user).toEqual(USER);
  });

  it('is a guest when the session is over, and nobody asks again', async () => {
    const { kept } = browser(hint);
    const asked = auth(over);
    const session = createSession('shop');
    await session.restore();
    expect(session.state).toMatchObject({ ready: true, user: null, isUnreachable: false });
    expect(await session.token()).toBeNull();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(kept.size).toBe(0);
  });

  it('keeps one key for one renewal until it is decided', async () => {
    browser(hint);
    const asked = auth(away, cut, signedIn);
    await Promise.all([createSession('shop').restore(), jest.advanceTimersByTimeAsync(30_000)]);
    const keys = asked.mock.calls.map(
      (call) => (call as unknown as [string, { headers: Record<string, string> }])[1].headers,
    );
    expect(new Set(keys.map((headers) => headers['idempotency-key'])).size).toBe(1);
  });
});

describe('two tabs of one visitor', () => {
  it('signing out in the one signs out the other', async () => {
    const { say } = browser(hint);
    auth(signedIn);
    const session = createSession('shop');
    await session.restore();
    say('storage', { key: 'tandem.shop.signed-in', newValue: null });
    expect(session.state.user).toBeNull();
    expect(await session.token()).toBeNull();
  });

  it('signing in in the one signs in the other', async () => {
    const { say } = browser({});
    auth(signedIn);
    const session = createSession('shop');
    await session.restore();
    expect(session.state.user).toBeNull();
    say('storage', { key: 'tandem.shop.signed-in', newValue: '7' });
    await jest.advanceTimersByTimeAsync(0);
    expect(session.state.user).toEqual(USER);
  });
});
