import { afterAll, describe, expect, it, test } from '@jest/globals';
import {
  formatDate,
  formatMinute,
  formatMoney,
  formatMovement,
  formatNumber,
  formatRelative,
  formatRoundMoney,
} from './format';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

function visitorReads(...languages: string[]): void {
  Object.defineProperty(globalThis, 'navigator', { value: { languages }, configurable: true });
}

/** Spaces that no line may break at look like others. */
const plain = (text: string): string => text.replace(/[\u00A0\u202F]/g, ' ');

afterAll(() => {
  if (own) Object.defineProperty(globalThis, 'navigator', own);
});

describe('money and days are written as the visitor reads them', () => {
  test.each([
    ['en-GB', '€1,234.50', '29 Feb 2024', '29 February 2024'],
    ['en-US', '€1,234.50', 'Feb 29, 2024', 'February 29, 2024'],
    ['de-DE', '1.234,50 €', '29.02.2024', '29. Februar 2024'],
    ['fr-FR', '1 234,50 €', '29 févr. 2024', '29 février 2024'],
  ])('in %s', (language, amount, minute, day) => {
    visitorReads(language);
    expect(plain(formatMoney({ amount: '1234.50', currency: 'EUR' }))).toBe(amount);
    expect(formatMinute('2024-02-29T12:00:00Z')).toContain(minute);
    expect(formatDate('2024-02-29')).toBe(day);
  });

  it('a language that no browser should name is passed over', () => {
    visitorReads('en-US@posix', 'de');
    expect(formatNumber(1234.5)).toBe('1.234,5');
    visitorReads('@');
    expect(formatMoney({ amount: '15.90', currency: 'EUR' })).toBe('€15.90');
  });

  it('no cent of a large amount is lost, and a minus is a minus', () => {
    visitorReads('en');
    expect(formatMoney({ amount: '90071992547409.93', currency: 'EUR' })).toBe(
      '€90,071,992,547,409.93',
    );
    expect(formatMovement({ amount: '-5.00', currency: 'EUR' })).toBe('−€5.00');
    expect(formatMovement({ amount: '5.00', currency: 'EUR' })).toBe('+€5.00');
    expect(formatRoundMoney({ amount: '25', currency: 'EUR' })).toBe('€25');
    expect(formatMoney({ amount: '1500', currency: 'JPY' })).toBe('¥1,500');
    expect(formatMoney(null)).toBe('–');
  });
});

describe('how long ago', () => {
  test.each([
    ['2026-03-10T11:59:30Z', 'just now'],
    ['2026-03-10T12:00:03Z', 'just now'],
    ['2026-03-10T12:00:30Z', 'in less than a minute'],
    ['2026-03-10T11:55:00Z', '5 minutes ago'],
    ['2026-03-10T09:01:00Z', '2 hours ago'],
    ['2026-03-09T11:00:00Z', 'yesterday'],
    ['2026-03-10T12:14:00Z', 'in 14 minutes'],
    ['not a time', '–'],
  ])('%s is %s', (at, text) => {
    expect(formatRelative(at, NOW)).toBe(text);
  });
});
