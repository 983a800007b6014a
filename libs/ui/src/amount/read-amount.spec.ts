import { describe, expect, it, test } from '@jest/globals';
import { amountText, less, readAmount } from './read-amount';

const read = (text: string, currency = 'EUR', locales = ['en']) =>
  readAmount(text, { currency, locales });

describe('an amount that somebody types', () => {
  test.each([
    ['12.50', '12.50'],
    ['12,50', '12.50'],
    ['12', '12.00'],
    ['12.5', '12.50'],
    ['12,', '12.00'],
    [',5', '0.50'],
    ['007', '7.00'],
    ['0', '0.00'],
    [' 12,50 € ', '12.50'],
    ['€12.50', '12.50'],
    ['EUR 12.50', '12.50'],
    ['12,50 eur', '12.50'],
    ['1,234.50', '1234.50'],
    ['1.234,50', '1234.50'],
    ['1 234,50', '1234.50'],
    ['1\u00A0234,50', '1234.50'],
    ['1\u202F234.50', '1234.50'],
    ['1’234.50', '1234.50'],
    ['1.234.567', '1234567.00'],
    ['1,234,567.8', '1234567.80'],
    ['１２．５０', '12.50'],
  ])('%j is %j euros', (typed, amount) => {
    expect(read(typed)).toEqual({ amount });
  });

  test.each(['abc', '12.50.1', '1,23,456', '1.234,50,6', '1 2', '12e3', '.', ',', '١٢'])(
    '%j is no amount',
    (typed) => {
      expect(read(typed).error).toContain('Enter an amount in digits');
    },
  );

  it('nothing is nothing, unless there must be an amount', () => {
    expect(read('  ')).toEqual({ amount: null });
    expect(readAmount('', { currency: 'EUR', required: true }).error).toContain('Enter an amount');
  });

  it('who groups with the mark means thousands; nobody else is guessed at', () => {
    expect(read('1,234', 'EUR', ['en'])).toEqual({ amount: '1234.00' });
    expect(read('1.234', 'EUR', ['de'])).toEqual({ amount: '1234.00' });
    expect(read('1.234', 'EUR', ['en']).error).toContain('Is it 1234 or 1.23?');
    expect(read('1,234', 'EUR', ['de']).error).toContain('Is it 1234 or');
    expect(read('0.125', 'EUR', ['en']).error).toContain('at most 2 decimals');
  });

  it('a currency has its own decimals', () => {
    expect(read('1500', 'JPY')).toEqual({ amount: '1500' });
    expect(read('12.50', 'JPY').error).toBe('Enter a whole number. JPY has no decimals.');
    expect(read('1.234', 'KWD')).toEqual({ amount: '1.234' });
    expect(read('1.2345', 'KWD').error).toBe('Enter at most 3 decimals.');
  });

  it('says the least and the most there may be', () => {
    const rules = { currency: 'EUR', min: '5.00', max: '500.00', locales: ['en'] };
    expect(readAmount('4,99', rules).error).toBe('Enter 5.00 or more.');
    expect(readAmount('500.01', rules).error).toBe('Enter 500.00 or less.');
    expect(readAmount('500', rules)).toEqual({ amount: '500.00' });
    expect(readAmount('-5', rules).error).toContain('without a minus');
    expect(read('9'.repeat(30)).error).toBe('This amount is too large.');
  });

  it('amounts are compared as amounts, however long', () => {
    expect(less('9.00', '10.00')).toBe(true);
    expect(less('10.5', '10.50')).toBe(false);
    expect(less('9007199254740992.01', '9007199254740992.02')).toBe(true);
    expect(amountText('12.50')).toMatch(/^12[.,]50$/);
  });
});
