import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MailCatcher, type Answer, type Problem } from '@tandem/testing';
import { AuthStack } from '../testing/auth-service.js';
import type { Caller } from '../testing/auth-service.js';
import type { UserView } from '../users/user-view.js';

const CONFIRM = '/api/v1/auth/confirm-email';

let catcher: MailCatcher;
let stack: AuthStack;

beforeAll(async () => {
  catcher = await MailCatcher.start();
  stack = await AuthStack.open({
    instances: 2,
    env: {
      SMTP_URL: catcher.smtpUrl,
      TANDEM_SHOP_URL: 'https://shop.test',
      AUTH_CONFIRMATIONS_PER_USER: '2',
    },
  });
});

afterAll(async () => {
  await stack.close();
  await catcher.stop();
});

async function registered(email: string): Promise<Caller> {
  const caller = stack.caller();
  expect((await caller.register(email)).status).toBe(201);
  return caller;
}

/** The tokens of the links that were sent to an address, the newest first. */
async function tokensFor(email: string, count = 1): Promise<string[]> {
  const mails = await catcher.expect(count, email);
  return mails.map(({ text }) => /confirm-email\?token=([\w-]+)/.exec(text)![1]!);
}

const confirm = (token: string, instance = 0): Promise<Answer<Problem>> =>
  stack.caller('shop', instance).call('POST', CONFIRM, { token });

const isConfirmed = async (caller: Caller) =>
  (await caller.call<UserView>('GET', '/api/v1/auth/me')).body.email_confirmed;

describe('who registers', () => {
  it('gets one mail, and the link in it confirms the address', async () => {
    const ada = await registered('ada@example.com');
    expect(await isConfirmed(ada)).toBe(false);
    const [token] = await tokensFor('ada@example.com');
    const answer = await confirm(token!);
    expect(answer).toMatchObject({ status: 200, body: { email_confirmed: true } });
    expect(await isConfirmed(ada)).toBe(true);
  });

  it('leaves nothing in the database that could confirm the address', async () => {
    await registered('bob@example.com');
    const [token] = await tokensFor('bob@example.com');
    const rows = await stack.database.query<{ row: string }>(
      `select to_jsonb(t)::text as row from auth.email_confirmations t
       union all select to_jsonb(t)::text from auth.mails t
       union all select to_jsonb(t)::text from auth.outbox t
       union all select to_jsonb(t)::text from audit.data_change_logs t`,
    );
    expect(rows.length).toBeGreaterThan(3);
    for (const { row } of rows) expect(row).not.toContain(token);
  });

  it('is registered as ever while the mail server is away; the mail comes later', async () => {
    await catcher.stop();
    await registered('cleo@example.com');
    await catcher.restart();
    const [token] = await tokensFor('cleo@example.com');
    expect((await confirm(token!)).status).toBe(200);
  });

  it('gets no mail when there is an account with that address already', async () => {
    await registered('dora@example.com');
    await tokensFor('dora@example.com');
    expect((await stack.caller().register('dora@example.com')).status).toBe(409);
    const [{ count }] = (await stack.database.query<{ count: number }>(
      `select count(*)::int from auth.email_confirmations c join auth.users u on u.id = c.user_id
        where u.email = 'dora@example.com'`,
    )) as [{ count: number }];
    expect(count).toBe(1);
  });
});

describe('a link', () => {
  it('works once, of twenty at the same time on two instances', async () => {
    const eve = await registered('eve@example.com');
    const [token] = await tokensFor('eve@example.com');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => confirm(token!, n % 2)));
    const codes = answers.map(({ status, body }) => body.code ?? String(status));
    expect(codes.filter((code) => code === '200')).toHaveLength(1);
    expect(codes.filter((code) => code === 'confirmation_used')).toHaveLength(19);
    const me = await eve.call<UserView>('GET', '/api/v1/auth/me');
    expect(me.body).toMatchObject({ email_confirmed: true, version: 2 });
    const events = await stack.database.query(
      `select 1 from auth.security_events where type = 'email_confirmed' and user_id = $1`,
      [me.body.id],
    );
    expect(events).toHaveLength(1);
  });

  it('is refused when it is too old', async () => {
    const fay = await registered('fay@example.com');
    const [token] = await tokensFor('fay@example.com');
    await stack.database.query(`update auth.email_confirmations set expires_at = now()`);
    expect(await confirm(token!)).toMatchObject({
      status: 410,
      body: { code: 'confirmation_expired' },
    });
    expect(await isConfirmed(fay)).toBe(false);
  });

  it('is refused when we never sent it', async () => {
    for (const token of ['guess', 'A'.repeat(43)]) {
      expect(await confirm(token)).toMatchObject({
        status: 404,
        body: { code: 'confirmation_unknown' },
      });
    }
  });
});

describe('a further mail', () => {
  it('can be asked for, now and then; the links of both work', async () => {
    const gil = await registered('gil@example.com');
    await tokensFor('gil@example.com');
    expect((await gil.call('POST', `${CONFIRM}/resend`)).status).toBe(202);
    expect((await gil.call('POST', `${CONFIRM}/resend`)).status).toBe(202);
    const limited = await gil.call('POST', `${CONFIRM}/resend`);
    expect(limited).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(limited.headers.get('retry-after')).toBeTruthy();
    const tokens = await tokensFor('gil@example.com', 3);
    expect(new Set(tokens).size).toBe(3);
    expect((await confirm(tokens[2]!)).status).toBe(200);
    expect((await confirm(tokens[0]!)).status).toBe(200);
    expect(await isConfirmed(gil)).toBe(true);
  });

  it('is not for who is not signed in, nor for who has confirmed', async () => {
    expect((await stack.caller().call('POST', `${CONFIRM}/resend`)).status).toBe(401);
    const hal = await registered('hal@example.com');
    const [token] = await tokensFor('hal@example.com');
    await confirm(token!);
    expect(await hal.call('POST', `${CONFIRM}/resend`)).toMatchObject({
      status: 409,
      body: { code: 'already_confirmed' },
    });
  });
});
