import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@tandem/testing';
import { AuthStack } from '../testing/auth-service.js';
import type { Caller } from '../testing/auth-service.js';
import type { SessionPage } from './session-view.js';

let stack: AuthStack;
beforeAll(async () => {
  stack = await AuthStack.open({ instances: 2, env: { AUTH_SESSIONS_PER_USER: '3' } });
});
afterAll(() => stack.close());

let people = 0;
async function customer(): Promise<Caller> {
  const caller = stack.caller();
  await caller.register(`customer-${(people += 1)}@example.com`);
  return caller;
}

describe('a refresh token', () => {
  it('is exchanged for a new one and a new access token', async () => {
    const caller = await customer();
    const before = { ...caller };
    const { status, body } = await caller.refresh();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 900,
      user: { roles: ['customer'] },
    });
    expect(caller.refreshCookie).not.toBe(before.refreshCookie);
    expect((await caller.refresh()).status).toBe(200);
    expect((await caller.call('GET', '/api/v1/auth/me')).status).toBe(200);
  });

  it('ends the session when it is used again, for the thief and for the owner', async () => {
    const owner = await customer();
    const thief = owner.thief();
    await owner.refresh();
    expect(await thief.refresh<Problem>()).toMatchObject({
      status: 401,
      body: { code: 'invalid_refresh_token' },
    });
    expect(await owner.refresh<Problem>()).toMatchObject({
      status: 401,
      body: { code: 'invalid_refresh_token' },
    });
    expect((await owner.call('GET', '/api/v1/auth/me')).status).toBe(401);
    const [event] = await stack.database.query(
      `select type, ip_address from auth.security_events where type = 'refresh_reused' order by id desc limit 1`,
    );
    expect(event).toEqual({ type: 'refresh_reused', ip_address: thief.address });
  });

  it('ends the session also when the thief was first', async () => {
    const owner = await customer();
    const thief = owner.thief();
    expect((await thief.refresh()).status).toBe(200);
    expect((await owner.refresh<Problem>()).status).toBe(401);
    expect((await thief.refresh<Problem>()).status).toBe(401);
  });

  it('never yields two lines of tokens that live on, however many use it at once', async () => {
    const owner = await customer();
    const tabs = Array.from({ length: 20 }, () => owner.thief());
    const answers = await Promise.all(tabs.map((tab) => tab.refresh()));
    const served = tabs.filter((_, n) => answers[n]!.status === 200);
    expect(served.length).toBeGreaterThanOrEqual(1);
    expect(answers.every(({ status }) => status === 200 || status === 401)).toBe(true);

    const next: number[] = [];
    for (const tab of served) next.push((await tab.refresh<Problem>()).status);
    expect(next.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
  });

  it('leaves one of two successors, also when both are used at the same moment', async () => {
    const attempt = { 'idempotency-key': 'attempt-0002' };
    for (let round = 0; round < 10; round += 1) {
      const owner = await customer();
      const other = owner.thief();
      await owner.refresh(attempt);
      await other.refresh(attempt);
      const answers = await Promise.all([owner.refresh(), other.refresh()]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    }
  });

  it('is exchanged again for the same attempt, as its answer may be lost, until the new one was used', async () => {
    const owner = await customer();
    const lost = owner.thief();
    const attempt = { 'idempotency-key': 'attempt-0001' };
    expect((await lost.refresh(attempt)).status).toBe(200);
    expect((await owner.refresh(attempt)).status).toBe(200);
    expect((await owner.refresh()).status).toBe(200);
    expect((await lost.refresh<Problem>()).status).toBe(401);
  });

  it('is refused when it is missing, malformed or made up, and the cookie is dropped', async () => {
    const caller = stack.caller();
    for (const value of ['', 'x', 'a'.repeat(43), '%00', 'a'.repeat(2_000)]) {
      const answer = await caller.call('POST', '/api/v1/auth/refresh', undefined, {
        cookie: `tandem_refresh_shop=${value}`,
      });
      expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_refresh_token' } });
      expect(answer.headers.getSetCookie()[0]).toMatch(/^tandem_refresh_shop=;/);
    }
  });

  it('is refused once the session was idle or lived too long', async () => {
    for (const column of ['idle_expires_at', 'expires_at']) {
      const caller = await customer();
      await stack.database.query(
        `update auth.sessions set ${column} = now() - interval '1 second' where ip_address = $1`,
        [caller.address],
      );
      expect((await caller.refresh<Problem>()).status).toBe(401);
      expect((await caller.call('GET', '/api/v1/auth/me')).status).toBe(401);
    }
  });

  it('is nowhere in the database', async () => {
    const caller = await customer();
    const token = caller.refreshCookie!.split('=')[1]!;
    const [found] = await stack.database.query(
      `select count(*)::int as rows from auth.refresh_tokens where encode(token_hash, 'escape') = $1 or token_hash = $2`,
      [token, Buffer.from(token, 'base64url')],
    );
    expect(found).toEqual({ rows: 0 });
  });
});

describe('my sessions', () => {
  const list = async (caller: Caller, query = '') =>
    (await caller.call<SessionPage>('GET', `/api/v1/auth/sessions${query}`)).body;

  it('are listed newest first, page by page, with the one I am in', async () => {
    const first = await customer();
    const email = `customer-${people}@example.com`;
    const second = stack.caller('shop', 1);
    await second.login(email);
    const all = await list(first);
    expect(all.items.map(({ current }) => current)).toEqual([false, true]);
    expect(all.items[0]).toMatchObject({ ip_address: second.address, user_agent: 'tandem-spec' });
    const page = await list(first, '?limit=1');
    expect(page.items).toHaveLength(1);
    const rest = await list(first, `?limit=1&cursor=${page.next_cursor}`);
    expect([...page.items, ...rest.items]).toEqual(all.items);
    expect(rest.next_cursor).toBeNull();
  });

  it('can be ended from elsewhere', async () => {
    const first = await customer();
    const second = stack.caller();
    await second.login(`customer-${people}@example.com`);
    const other = (await list(first)).items.find(({ current }) => !current)!;
    expect((await first.call('DELETE', `/api/v1/auth/sessions/${other.id}`)).status).toBe(204);
    expect((await second.refresh<Problem>()).status).toBe(401);
    expect((await second.call('GET', '/api/v1/auth/me')).status).toBe(401);
    expect((await first.call('DELETE', `/api/v1/auth/sessions/${other.id}`)).status).toBe(404);
  });

  it('are mine alone to end', async () => {
    const victim = await customer();
    const { id } = (await list(victim)).items[0]!;
    const stranger = await customer();
    expect((await stranger.call('DELETE', `/api/v1/auth/sessions/${id}`)).status).toBe(404);
    expect((await victim.call('GET', '/api/v1/auth/me')).status).toBe(200);
  });

  it('are at most as many as allowed: the one unused the longest goes', async () => {
    const oldest = await customer();
    const email = `customer-${people}@example.com`;
    const newer = Array.from({ length: 3 }, () => stack.caller());
    for (const caller of newer) await caller.login(email);
    expect((await oldest.refresh<Problem>()).status).toBe(401);
    for (const caller of newer) expect((await caller.refresh()).status).toBe(200);
  });
});
