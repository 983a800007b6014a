import { describe, expect, it } from '@jest/globals';
import { Mailbox } from './mailbox.ts';

const mail = (n: number, to = `ada${n}@example.com`) => ({
  received_at: '2026-01-01T00:00:00.000Z',
  from: 'shop@tandem.test',
  to: [to],
  subject: `Order ${n}`,
  message_id: `<${n}@tandem.test>`,
  size: 10,
  text: 'Thanks',
  html: null,
  headers: [],
  attachments: [],
});

describe('the mailbox', () => {
  it('keeps the last thousand mails, newest first', () => {
    const mailbox = new Mailbox();
    for (let n = 1; n <= 1_005; n += 1) mailbox.add(mail(n));
    const all = mailbox.list({});
    expect(all).toHaveLength(1_000);
    expect(all[0]!.subject).toBe('Order 1005');
    expect(mailbox.get('5')).toBeUndefined();
    expect(mailbox.get('6')!.text).toBe('Thanks');
  });

  it('finds mails by part of a recipient or of a subject', () => {
    const mailbox = new Mailbox();
    for (let n = 1; n <= 20; n += 1) mailbox.add(mail(n));
    expect(mailbox.list({ to: 'ADA7@' }).map(({ id }) => id)).toEqual(['7']);
    expect(mailbox.list({ subject: 'order 1', limit: 2 }).map(({ id }) => id)).toEqual([
      '19',
      '18',
    ]);
    mailbox.clear();
    expect(mailbox.list({})).toEqual([]);
  });
});
