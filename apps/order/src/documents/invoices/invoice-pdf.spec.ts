import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { create } from 'fontkit';
import { invoiceNumber, type Invoice } from './invoice.js';
import { invoiceFonts } from './invoice-fonts.js';
import { invoicePdf } from './invoice-pdf.js';
import { Pen, type PlacedText } from './pen.js';
import { anInvoice, HARD_LINES, manyLines } from './spec-support.js';
import { wrapText } from './wrap-text.js';

afterEach(() => {
  jest.restoreAllMocks();
});

/** What an invoice says and where, and its pages. */
async function print(invoice: Invoice): Promise<{
  texts: string[];
  written: (PlacedText & { text: string })[];
  pages: number;
}> {
  const write = jest.spyOn(Pen.prototype, 'write');
  const pdf = await invoicePdf(invoice);
  const written = write.mock.calls.map(([text, place]) => ({ text, ...place }));
  const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g)!.length;
  return { texts: written.map(({ text }) => text), written, pages };
}

describe('an invoice', () => {
  it('says who sold what to whom, when it was paid, and every amount', async () => {
    const { texts, pages } = await print(anInvoice());
    expect(pages).toBe(1);
    expect(texts).toEqual(
      expect.arrayContaining([
        'Tandem Trading GmbH',
        '10115 Berlin',
        'VAT ID DE123456789',
        'Ada Lovelace',
        'ada@example.com',
        'INV-001042',
        '1042',
        '15 January 2026',
        'G2A PAY',
        'Brake pad set, front',
        'BP-0001',
        '2',
        '€19.99',
        '€39.98',
        '€1,234.56',
        '€1,274.54',
      ]),
    );
    expect(texts).not.toContain('Total after refunds');
  });

  it.each([
    ['UTC', '30 June 2026', '31 December 2026'],
    ['Europe/Berlin', '1 July 2026', '31 December 2026'],
    ['Asia/Tokyo', '1 July 2026', '1 January 2027'],
    ['America/Los_Angeles', '30 June 2026', '31 December 2026'],
  ])('tells days as they are in the shop’s time zone: %s', async (timeZone, paid, refunded) => {
    // In summer Berlin is two hours ahead, in winter one.
    const paidAt = new Date('2026-06-30T22:30:00Z');
    const refunds = [{ at: new Date('2026-12-31T22:30:00Z'), amountMinor: 1n }];
    const { texts } = await print(anInvoice({ timeZone, paidAt, refunds }));
    expect(texts).toContain(paid);
    expect(texts).toContain(`Refunded on ${refunded}`);
  });

  it('lists what has gone back, and what is left', async () => {
    const refunds = [
      { at: new Date('2026-02-01T00:00:00Z'), amountMinor: 1_999n },
      { at: new Date('2026-02-03T23:59:59Z'), amountMinor: 1n },
    ];
    const { texts } = await print(anInvoice({ refunds }));
    expect(texts.slice(texts.indexOf('Total'), -2)).toEqual([
      'Total',
      '€1,274.54',
      'Refunded on 1 February 2026',
      '-€19.99',
      'Refunded on 3 February 2026',
      '-€0.01',
      'Total after refunds',
      '€1,254.54',
    ]);
  });

  it('is exact where floats are not, and knows currencies without and with three decimals', async () => {
    const line = {
      part_name: 'Gear',
      sku: 'G',
      quantity: 3,
      unit_price_minor: 3_002_399_751_580_331n,
    };
    const big = { lines: [line], totalMinor: 9_007_199_254_740_993n };
    expect((await print(anInvoice(big))).texts).toContain('€90,071,992,547,409.93');
    expect((await print(anInvoice({ ...big, currency: 'JPY' }))).texts).toContain(
      '¥9,007,199,254,740,993',
    );
    expect((await print(anInvoice({ ...big, currency: 'KWD' }))).texts.join('|')).toContain(
      '9,007,199,254,740.993',
    );
  });

  it('is the same to the byte each time, and another one when anything differs', async () => {
    const once = await invoicePdf(anInvoice());
    expect((await invoicePdf(anInvoice())).equals(once)).toBe(true);
    const other = await invoicePdf(anInvoice({ buyer: null }));
    expect(other.equals(once)).toBe(false);
  });

  it('goes on on further pages, each with its number, with nothing outside of the paper', async () => {
    const { texts, written, pages } = await print(
      anInvoice({ lines: manyLines(70), totalMinor: 7_000n }),
    );
    expect(pages).toBe(4);
    expect(texts.filter((text) => text === 'Quantity')).toHaveLength(4);
    expect(texts).toEqual(expect.arrayContaining(['Page 1 of 4', 'Page 4 of 4', 'Part number 70']));
    for (const { x, y, width } of written) {
      expect(x).toBeGreaterThanOrEqual(50);
      expect(x + width).toBeLessThanOrEqual(546);
      expect(y).toBeLessThan(842 - 30);
    }
  });

  it('breaks long names and never an amount, in any script', async () => {
    const total = HARD_LINES.reduce(
      (sum, line) => sum + line.unit_price_minor * BigInt(line.quantity),
      0n,
    );
    const write = jest.spyOn(Pen.prototype, 'write');
    await invoicePdf(anInvoice({ lines: HARD_LINES, totalMinor: total }));
    for (const [n, [text]] of write.mock.calls.entries()) {
      const height = write.mock.results[n]!.value as number;
      if (text.startsWith('€')) expect(height).toBeLessThan(20);
      if (text.includes('XXXX')) expect(height).toBeGreaterThan(80);
    }
  });
});

describe('an invoice’s number', () => {
  it('is the order’s number', () => {
    expect(invoiceNumber(7)).toBe('INV-000007');
    expect(invoiceNumber(12_345_678)).toBe('INV-12345678');
  });
});

describe('the fonts', () => {
  it('print Latin, Greek and Cyrillic in one face, and other scripts in a second one', () => {
    expect(invoiceFonts.runs('Łódź Φίλτρο Фильтр €₴')).toEqual([
      { text: 'Łódź Φίλτρο Фильтр €₴', fallback: false },
    ]);
    expect(invoiceFonts.runs('Game 巨人 2')).toEqual([
      { text: 'Game ', fallback: false },
      { text: '巨人 ', fallback: true },
      { text: '2', fallback: false },
    ]);
  });

  it('have a glyph for scripts from Chinese to Thai', () => {
    const font = create(invoiceFonts.fallback());
    if (!('hasGlyphForCodePoint' in font)) throw new Error('no font');
    for (const character of '进巨ドラ스타กลเก') {
      expect(font.hasGlyphForCodePoint(character.codePointAt(0)!)).toBe(true);
    }
  });
});

describe('text that is too wide', () => {
  const measure = (text: string) => text.length;

  it.each([
    ['', ['']],
    ['one', ['one']],
    ['one two three', ['one two', 'three']],
    ['abcdefghijkl', ['abcdefgh', 'ijkl']],
    ['a  abcdefghijkl mn', ['a', 'abcdefgh', 'ijkl mn']],
    ['line\nbreak', ['line', 'break']],
  ])('%j breaks at spaces, and within a word only when it must', (text, lines) => {
    expect(wrapText(text, 8, measure)).toEqual(lines);
  });
});
