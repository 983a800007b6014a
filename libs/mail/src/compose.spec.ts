import { describe, expect, it } from '@jest/globals';
import { composeMail } from './compose.js';
import { html } from './html.js';
import { messageIdOf } from './delivery.js';
import { explain } from './transport.js';

const shop = { name: 'Tandem', url: 'http://shop.test' };
const EVIL = `<img src=x onerror="alert('1')">&`;

describe('a mail', () => {
  it('shows text that looks like HTML as text, wherever it stands', () => {
    const mail = composeMail({
      subject: EVIL,
      preview: EVIL,
      heading: EVIL,
      name: EVIL,
      blocks: [
        { kind: 'text', text: EVIL },
        { kind: 'note', text: EVIL },
        { kind: 'button', label: EVIL, url: `http://shop.test/?a="><script>` },
        {
          kind: 'lines',
          rows: [{ label: EVIL, detail: EVIL, amount: EVIL }],
          total: { label: EVIL, amount: EVIL },
        },
      ],
      shop: { name: EVIL, url: 'http://shop.test' },
    });
    expect(mail.html).not.toMatch(/<img|<script|onerror="/);
    expect(
      mail.html.match(/&lt;img src=x onerror=&quot;alert\(&#39;1&#39;\)&quot;&gt;&amp;/g)!.length,
    ).toBeGreaterThanOrEqual(13);
    expect(mail.text).toContain(EVIL);
  });

  it('has one line of subject, so that no header can be smuggled in', () => {
    const draft = { preview: '', heading: 'Hi', blocks: [], shop };
    expect(composeMail({ ...draft, subject: 'Order\r\nBcc: eve@example.com' }).subject).toBe(
      'Order Bcc: eve@example.com',
    );
  });

  it('says the same as text and as HTML', () => {
    const mail = composeMail({
      subject: 'Order 7',
      preview: 'Paid',
      heading: 'Thank you',
      blocks: [
        { kind: 'text', text: 'We have your order.' },
        {
          kind: 'lines',
          rows: [{ label: 'Gear', detail: '2 × €3.00', amount: '€6.00' }],
          total: { label: 'Total', amount: '€6.00' },
        },
        { kind: 'button', label: 'See the order', url: 'http://shop.test/orders/7' },
      ],
      shop,
    });
    expect(mail.text).toBe(
      'Thank you\n\nHello,\n\nWe have your order.\n\nGear · 2 × €3.00 · €6.00\nTotal: €6.00\n\n' +
        'See the order:\nhttp://shop.test/orders/7\n\n-- \nTandem\nhttp://shop.test\n',
    );
    for (const words of ['We have your order.', 'Gear', '2 × €3.00', 'Total', 'See the order']) {
      expect(mail.html).toContain(words);
    }
    expect(mail.html).toContain('href="http://shop.test/orders/7"');
  });
});

describe('html', () => {
  it('escapes values and keeps pieces', () => {
    expect(html`<p title="${'"'}">${'<b>'}${[html`<i>${1}</i>`]}</p>`.text).toBe(
      '<p title="&quot;">&lt;b&gt;<i>1</i></p>',
    );
  });
});

describe('a Message-ID', () => {
  it('is made of the mail’s id and the sender’s domain', () => {
    expect(messageIdOf({ id: 'a1' }, 'Tandem <shop@tandem.test>')).toBe('<a1@tandem.test>');
    expect(messageIdOf({ id: 'a1' }, 'shop@tandem.test')).toBe('<a1@tandem.test>');
  });
});

describe('an SMTP failure', () => {
  it.each([
    [{ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'MailRefused', true],
    [{ code: 'EENVELOPE', responseCode: 450, command: 'RCPT TO' }, 'MailRefused', false],
    [{ code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, 'MailRefused', false],
    [{ code: 'EENVELOPE', command: 'API' }, 'MailRefused', true],
    [{ code: 'EABORT' }, 'MailRefused', false],
    [{ code: 'EMESSAGE', responseCode: 421, command: 'DATA' }, 'MailServerAway', undefined],
    [{ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'MailServerAway', undefined],
    [{ code: 'ESOCKET', command: 'CONN' }, 'MailServerAway', undefined],
    [{ code: 'ETIMEDOUT', command: 'CONN' }, 'MailServerAway', undefined],
    [{}, 'MailServerAway', undefined],
  ])('%j is a %s (for good: %s)', (failure, name, permanent) => {
    const error = explain(failure) as Error & { permanent?: boolean };
    expect([error.name, error.permanent]).toEqual([name, permanent]);
    expect(error.message).not.toContain('@');
  });
});
