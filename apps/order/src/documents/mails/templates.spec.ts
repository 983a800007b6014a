import { describe, expect, it } from '@jest/globals';
import type { OrderRow } from '../../orders/order/order.js';
import type { OrderMailKind } from '../../orders/order/order-mails.js';
import type { MailOrder } from './mail-order.js';
import { isOrderMailKind, orderMail } from './templates.js';

const frame = { name: 'Ada', shopUrl: 'https://shop.test' };

function about(order: Partial<OrderRow> = {}, refundMinor = 0n): MailOrder {
  return {
    order: {
      id: '0190a000-0000-7000-8000-000000000001',
      number: 1042,
      payment_method: 'balance',
      status: 'paid',
      reason: null,
      currency: 'EUR',
      total_minor: 123_450n,
      refunded_minor: 0n,
      paid_at: new Date('2026-01-01T10:00:00Z'),
      ...order,
    } as OrderRow,
    lines: [
      {
        part_id: 1,
        kind: 'physical',
        sku: 'BP-1',
        part_name: 'Brake pad <b>"set"</b>',
        quantity: 3,
        unit_price_minor: 41_150n,
      },
    ],
    refundMinor,
    units: 1,
  };
}

const KINDS: OrderMailKind[] = [
  'order_paid',
  'order_handed_over',
  'order_completed',
  'order_cancelled',
  'order_refunded',
  'order_failed',
  'keys_ready',
  'key_unavailable',
];

describe('every mail about an order', () => {
  it.each(KINDS)('%s names the order, greets the customer and links to the order', (kind) => {
    const mail = orderMail(kind, about(), frame);
    expect(mail.subject).toContain('1042');
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain('Hello Ada,');
      expect(body).toContain('https://shop.test/orders/0190a000-0000-7000-8000-000000000001');
      expect(body).not.toMatch(/undefined|null|NaN/);
    }
    expect(mail.html).not.toContain('<b>');
  });

  it('is known by its name', () => {
    for (const kind of KINDS) expect(isOrderMailKind(kind)).toBe(true);
    expect(isOrderMailKind('toString')).toBe(false);
  });
});

describe('the confirmation of an order', () => {
  it('lists what was ordered with exact amounts, and says where the invoice is', () => {
    const { text, html } = orderMail('order_paid', about(), frame);
    expect(text).toContain('Brake pad <b>"set"</b> · 3 × €411.50 · €1,234.50\nTotal: €1,234.50');
    expect(html).toContain('Brake pad &lt;b&gt;&quot;set&quot;&lt;/b&gt;');
    expect(text).toContain('You can download the invoice as a PDF from your order page.');
  });

  it('stays exact where floats do not', () => {
    const order = { total_minor: 9_007_199_254_740_993n };
    expect(orderMail('order_paid', about(order), frame).text).toContain(
      'Total: €90,071,992,547,409.93',
    );
  });
});

describe('the mail about an order that was handed over', () => {
  it('says that it is on its way, what is, and what can’t be done any more', () => {
    const order = about({ status: 'fulfilment_requested' });
    const { subject, text, html } = orderMail('order_handed_over', order, frame);
    expect(subject).toBe('Order 1042 is on its way');
    expect(text).toContain('Brake pad <b>"set"</b> · 3 × €411.50 · €1,234.50\nTotal: €1,234.50');
    expect(html).toContain('Brake pad &lt;b&gt;&quot;set&quot;&lt;/b&gt;');
    for (const body of [text, html])
      expect(body).toContain('This order can no longer be cancelled.');
  });

  it('lists the parcel alone when keys of games are still to come', () => {
    const { lines, ...order } = about();
    const game = { ...lines[0]!, part_id: 2, kind: 'game' as const, part_name: 'Far Shore' };
    const { text } = orderMail('order_handed_over', { ...order, lines: [...lines, game] }, frame);
    expect(text).toContain('The parcel contains:');
    expect(text).toContain('Total: €1,234.50');
    expect(text).not.toContain('Far Shore');
  });
});

describe('a name in a mail', () => {
  function withNames(name: string) {
    const order = about();
    const lines = [{ ...order.lines[0]!, part_name: name }];
    return orderMail('order_paid', { ...order, lines }, { ...frame, name });
  }

  it.each(['\u202e', '\u202d', '\u2067', '\u2066', '\u200f', '\u061c'])(
    'does not turn around what stands beside it: %j',
    (control) => {
      const { text, html } = withNames(`photo${control}gnp.exe`);
      for (const body of [text, html]) {
        expect(body).toContain('photognp.exe');
        expect(body).not.toContain(control);
      }
    },
  );

  it('of Arabic or Hebrew letters is set apart from the numbers after it', () => {
    for (const name of ['مرحبا$&', 'שמן 5W']) {
      const { text, html } = withNames(`${name}\u2069`);
      expect(text).toContain(`Hello \u2068${name}\u2069,`);
      expect(text).toContain(`\u2068${name}\u2069 · 3 × €411.50`);
      expect(html).toContain(`\u2068${name.replace('&', '&amp;')}\u2069`);
    }
  });
});

describe('the mail about a cancellation', () => {
  it('says whether money goes back', () => {
    expect(orderMail('order_cancelled', about(), frame).text).toContain(
      'will be refunded to your balance',
    );
    expect(orderMail('order_cancelled', about({ paid_at: null }), frame).text).toContain(
      'You have not been charged.',
    );
  });
});

describe('the mail about an order that failed', () => {
  it.each([
    ['payment_timeout', 'Your payment did not arrive in time'],
    ['stock_lost', 'An item is no longer available'],
    ['payment_rejected', 'Your payment was declined'],
    ['payment_cancelled', 'Your payment was cancelled'],
  ])('%s: it says what became of the payment', (reason, words) => {
    const { text } = orderMail('order_failed', about({ reason, paid_at: null }), frame);
    expect(text).toContain(words);
    expect(text).toContain('back in your cart');
  });
});

describe('the mail about a refund', () => {
  it('names the amount, and what has gone back so far when that is not all', () => {
    const part = orderMail('order_refunded', about({ refunded_minor: 700n }, 500n), frame);
    expect(part.subject).toBe('€5.00 refunded for order 1042');
    expect(part.text).toContain('We have now refunded €7.00 of €1,234.50.');
    const all = orderMail('order_refunded', about({ refunded_minor: 123_450n }, 123_450n), frame);
    expect(all.text).not.toContain('We have now refunded');
  });

  it('says why when the goods were gone', () => {
    const mail = orderMail('order_refunded', about({ reason: 'stock_lost' }, 123_450n), frame);
    expect(mail.text).toContain('sold out before we could reserve them');
    const some = { ...about({}, 500n), refundReason: 'stock_lost' };
    expect(orderMail('order_refunded', some, frame).text).toContain(
      'An item of your order is sold',
    );
    const off = orderMail('order_cancelled', about({ reason: 'stock_lost' }), frame);
    expect(off.text).toContain('An item of it is sold out');
  });
});

describe('the mail about keys', () => {
  it('counts those that came together, and says that none is in it', () => {
    expect(orderMail('keys_ready', about(), frame).subject).toBe('Game key of order 1042 ready');
    const three = orderMail('keys_ready', { ...about(), units: 3 }, frame);
    expect(three.subject).toBe('3 game keys of order 1042 ready');
    expect(three.text).toContain('We never send a key by e-mail.');
  });

  it('names the money that went back for a game that could not be had', () => {
    const mail = orderMail('key_unavailable', { ...about({}, 4_998n), units: 2 }, frame);
    expect(mail.subject).toBe('We could not get 2 games of order 1042');
    expect(mail.text).toContain('We have refunded €49.98 to your balance.');
  });
});
