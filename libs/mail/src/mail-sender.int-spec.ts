import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { unavailable } from '@tandem/kernel';
import { metricsText } from '@tandem/observability';
import { eventually } from '@tandem/testing';
import { MailWithheld } from './letters.js';
import { PostOffice, USER, letters } from './testing/post-office.js';
import { SmtpTransport } from './transport.js';

let office: PostOffice;

beforeAll(async () => {
  office = await PostOffice.open();
});
afterEach(() => office.clear());
afterAll(() => office.close());

const isSent = (key: string) =>
  eventually(async () => expect((await office.mail(key)).state).toBe('sent'));

describe('a mail of the queue', () => {
  it('goes out once, however many changes at once want to tell the same', async () => {
    await office.send();
    await Promise.all(
      Array.from({ length: 20 }, () => office.enqueue({ dedupeKey: 'order_paid:1' })),
    );
    await isSent('order_paid:1');
    const [mail] = await office.catcher.expect(1);
    expect(mail!.to).toEqual([`${USER}@example.com`]);
    expect(mail!.subject).toBe('Order 7');
    expect(mail!.text).toContain('Hello Ada,');
    await office.enqueue({ dedupeKey: 'order_paid:1' });
    await office.enqueue({ dedupeKey: 'order_paid:2' });
    await isSent('order_paid:2');
    await office.catcher.expect(2);
  });

  it('leaves at once, not when the queue is next looked at', async () => {
    await office.send();
    await office.enqueue({ dedupeKey: 'warm-up' });
    await isSent('warm-up');
    await office.enqueue({ dedupeKey: 'order_paid:1' });
    await isSent('order_paid:1');
  });

  it('is not sent when its change was rolled back', async () => {
    await office.send();
    await expect(
      office.transaction(async (tx, mails) => {
        await mails.add(tx, { dedupeKey: 'phantom', template: 'order_paid', userId: USER });
        throw new Error('the change failed');
      }),
    ).rejects.toThrow('the change failed');
    await office.enqueue({ dedupeKey: 'true' });
    await isSent('true');
    await office.catcher.expect(1);
  });

  it('goes out once when several senders work', async () => {
    for (let n = 0; n < 4; n += 1) await office.send();
    await office.transaction(async (tx, mails) => {
      for (let n = 0; n < 100; n += 1) {
        await mails.add(tx, { dedupeKey: `m${n}`, template: 'order_paid', userId: USER });
      }
    });
    const mails = await office.catcher.expect(100);
    expect(new Set(mails.map((mail) => mail.message_id)).size).toBe(100);
    await eventually(async () =>
      expect(
        await office.database.query(`select 1 from orders.mails where state <> 'sent'`),
      ).toEqual([]),
    );
    await office.catcher.expect(100);
  });

  it('is sent again with the same Message-ID when its sender died before it could note that', async () => {
    const smtp = new SmtpTransport(office.config());
    await office.send(
      {},
      {
        leaseMs: 1_500,
        transport: {
          send: async (mail, signal) => {
            await smtp.send(mail, signal);
            await new Promise(() => undefined);
          },
          close: () => smtp.close(),
        },
      },
    );
    await office.enqueue({ dedupeKey: 'order_paid:1' });
    await office.catcher.expect(1);
    await office.stopSenders();
    expect(await office.mail('order_paid:1')).toMatchObject({ state: 'queued', attempts: 1 });

    await office.send();
    await isSent('order_paid:1');
    const [first, second] = await office.catcher.expect(2);
    expect(first!.message_id).toBe(second!.message_id);
    expect(first!.message_id).toMatch(/^<[0-9a-f-]{36}@tandem\.test>$/);
  });
});

describe('a mail server that is away', () => {
  it('costs a mail nothing but time', async () => {
    await office.catcher.stop();
    const sender = await office.send({ MAIL_MAX_ATTEMPTS: '1' });
    for (const key of ['a', 'b', 'c']) await office.enqueue({ dedupeKey: key });
    await eventually(async () =>
      expect((await office.mail('a')).last_error).toBe('smtp ESOCKET CONN'),
    );
    await expect(sender.assertKeepsUp()).rejects.toThrow('does not take mail');
    // While it is being tried once more an attempt is counted, and taken back.
    await eventually(async () =>
      expect(await office.mail('a')).toMatchObject({ state: 'queued', attempts: 0 }),
    );

    await office.catcher.restart();
    for (const key of ['a', 'b', 'c']) await isSent(key);
    await office.catcher.expect(3);
    await sender.assertKeepsUp();
  });

  it('is recognised when it says so itself', async () => {
    await office.catcher.refuse(2, 421);
    await office.send({ MAIL_MAX_ATTEMPTS: '1' });
    await office.enqueue({ dedupeKey: 'a' });
    await isSent('a');
    expect((await office.mail('a')).attempts).toBe(1);
  });
});

describe('a mail server that refuses', () => {
  it('is asked again', async () => {
    await office.catcher.refuse(3, 451);
    await office.send();
    await office.enqueue({ dedupeKey: 'a' });
    await isSent('a');
    expect(await office.mail('a')).toMatchObject({ attempts: 4, last_error: null });
    await office.catcher.expect(1);
  });

  it('makes a mail fail in the end, which is counted, and the next one goes out', async () => {
    await office.catcher.refuse(3, 554);
    await office.send({ MAIL_MAX_ATTEMPTS: '3', MAIL_CONNECTIONS: '1' });
    await office.enqueue({ dedupeKey: 'a', template: 'order_failed' });
    await eventually(async () => expect((await office.mail('a')).state).toBe('failed'));
    expect(await office.mail('a')).toMatchObject({ attempts: 3, last_error: 'smtp 554 DATA' });
    await office.enqueue({ dedupeKey: 'b' });
    await isSent('b');
    const metrics = await metricsText();
    expect(metrics).toMatch(
      /mails_failed_total\{[^}]*schema="orders"[^}]*template="order_failed"[^}]*\} 1/,
    );
    expect(metrics).toMatch(/mails_sent_total\{[^}]*template="order_paid"/);
    expect(metrics).toMatch(/mails_queued\{[^}]*schema="orders"[^}]*\} 0/);
  });

  it('is not asked again about a mailbox that does not exist', async () => {
    await office.catcher.refuse(1, 550, 'recipient');
    await office.send();
    await office.enqueue({ dedupeKey: 'a', to: 'nobody@example.com' });
    await eventually(async () => expect((await office.mail('a')).state).toBe('failed'));
    expect(await office.mail('a')).toMatchObject({ attempts: 1, last_error: 'smtp 550 RCPT TO' });
  });
});

describe('a mail that was given up', () => {
  it('is seen by staff among the jobs, and goes out once they have it retried', async () => {
    await office.catcher.refuse(1, 550, 'recipient');
    await office.send({ MAIL_MAX_ATTEMPTS: '1' });
    await office.enqueue({ dedupeKey: 'a' });
    await eventually(async () => expect((await office.job())?.state).toBe('given_up'));
    const job = (await office.job())!;
    expect(job).toMatchObject({ subject: 'a', last_error: 'MailRefused: smtp 550 RCPT TO' });
    await office.enqueue({ dedupeKey: 'a' });
    await office.enqueue({ dedupeKey: 'b' });
    await isSent('b');
    expect(await office.mail('a')).toMatchObject({ state: 'failed', attempts: 1 });
    await office.retry(job.id);
    await isSent('a');
    await eventually(async () => expect(await office.job()).toBeUndefined());
    expect((await office.mail('a')).attempts).toBe(1);
  });
});

describe('an address', () => {
  it('that can’t be looked up now makes the mail wait, whatever its number of tries', async () => {
    let away = true;
    const recipient = async (userId: string) => {
      if (away) throw unavailable('auth is not answering.');
      return letters.recipient(userId);
    };
    await office.send({ MAIL_MAX_ATTEMPTS: '1' }, { letters: { ...letters, recipient } });
    await office.enqueue({ dedupeKey: 'a' });
    await eventually(async () =>
      expect(await office.mail('a')).toMatchObject({ attempts: 0, last_error: 'look-up away' }),
    );
    away = false;
    await isSent('a');
  });

  it('that does not exist any more ends the mail', async () => {
    await office.send({}, { letters: { ...letters, recipient: async () => null } });
    await office.enqueue({ dedupeKey: 'a' });
    await eventually(async () =>
      expect(await office.mail('a')).toMatchObject({ state: 'failed', last_error: 'no recipient' }),
    );
  });
});

describe('a mail that can’t be written', () => {
  it('is given up after its tries, and says nothing of its contents', async () => {
    const write = async () => {
      throw new TypeError('ada@example.com has no order');
    };
    await office.send({ MAIL_MAX_ATTEMPTS: '2' }, { letters: { ...letters, write } });
    await office.enqueue({ dedupeKey: 'a' });
    await eventually(async () =>
      expect(await office.mail('a')).toEqual({
        state: 'failed',
        attempts: 2,
        last_error: 'can’t be written: TypeError',
      }),
    );
  });
});

describe('the mails of one address in a day', () => {
  const count = async (state: string) =>
    (await office.database.query(`select 1 from orders.mails where state = $1`, [state])).length;

  it('are no more than the limit, whatever it is written as and however many senders work', async () => {
    const env = { MAIL_PER_ADDRESS_PER_DAY: '5' };
    for (let n = 0; n < 4; n += 1) await office.send(env);
    await office.transaction(async (tx, mails) => {
      for (let n = 0; n < 20; n += 1) {
        const to = n % 2 ? `eve+${n}@example.com` : 'Eve@Example.com';
        await mails.add(tx, { dedupeKey: `m${n}`, template: 'order_paid', to });
      }
      await mails.add(tx, { dedupeKey: 'other', template: 'order_paid', userId: USER });
    });
    await eventually(async () => expect(await count('queued')).toBe(0));
    expect([await count('sent'), await count('withheld')]).toEqual([6, 15]);
    expect((await office.mail('other')).state).toBe('sent');
    await office.catcher.expect(6);
    expect(await metricsText()).toMatch(
      /mails_withheld_total\{[^}]*reason="daily_limit"[^}]*\} 15/,
    );
    expect(
      await office.database.query(
        `select 1 from orders.mails where state = 'withheld' and last_error <> 'daily_limit'`,
      ),
    ).toEqual([]);
  });

  it('count once each, however often they are tried', async () => {
    await office.catcher.refuse(3, 451);
    await office.send({ MAIL_PER_ADDRESS_PER_DAY: '1' });
    await office.enqueue({ dedupeKey: 'a' });
    await isSent('a');
    expect((await office.mail('a')).attempts).toBe(4);
  });

  it('leave no address in the database', async () => {
    await office.send();
    await office.enqueue({ dedupeKey: 'a' });
    await isSent('a');
    const [row] = await office.database.query<{ row: string }>(
      `select to_jsonb(d)::text as row from orders.mail_days d`,
    );
    expect(row!.row).not.toContain('example.com');
  });
});

describe('a mail that must not be sent', () => {
  it('is not, is recorded with its reason, and is tried no more', async () => {
    const recipient = async () => {
      throw new MailWithheld('address_not_confirmed');
    };
    await office.send({}, { letters: { ...letters, recipient } });
    await office.enqueue({ dedupeKey: 'a' });
    await eventually(async () =>
      expect(await office.mail('a')).toEqual({
        state: 'withheld',
        attempts: 1,
        last_error: 'address_not_confirmed',
      }),
    );
    await office.catcher.expect(0);
  });
});
