import { describe, expect, it } from '@jest/globals';
import { localMoment } from './local-moment';
import { missingIn, NO_SALE, saleBodyOf, saleFormOf, saleStateAt } from './sale-form';

const sale = {
  price: { amount: '15.00', currency: 'EUR' },
  from: '2026-03-01T08:00:00.250Z',
  until: '2026-03-02T08:00:00.000Z',
};
const at = (time: string): number => Date.parse(time);

describe('the form of a sale', () => {
  it('knows by the clock whether the sale is planned, on or over', () => {
    expect(saleStateAt(null, 0)).toBe('none');
    expect(saleStateAt(sale, at('2026-03-01T08:00:00.249Z'))).toBe('planned');
    expect(saleStateAt(sale, at(sale.from))).toBe('on');
    expect(saleStateAt(sale, at('2026-03-02T07:59:59.999Z'))).toBe('on');
    expect(saleStateAt(sale, at(sale.until))).toBe('over');
  });

  it('is empty for the next sale once the last one is over', () => {
    expect(saleFormOf(sale, 'over')).toEqual(NO_SALE);
    expect(saleFormOf(sale, 'on')).toMatchObject({
      price: '15.00',
      until: localMoment(sale.until),
    });
  });

  it('sends a moment that was left alone as it is saved, to the millisecond', () => {
    const form = { ...saleFormOf(sale, 'on'), price: '12,50' };
    expect(saleBodyOf(form, 'EUR', sale)).toEqual({
      price: { amount: '12.50', currency: 'EUR' },
      from: sale.from,
      until: sale.until,
    });
  });

  it('reads what was typed in the zone of the reader', () => {
    const form = { price: '9', from: '', until: '2026-07-01T12:00:05' };
    expect(saleBodyOf(form, 'EUR', null)).toEqual({
      price: { amount: '9.00', currency: 'EUR' },
      until: new Date('2026-07-01T12:00:05').toISOString(),
    });
  });

  it('ends the sale when everything is cleared, and says what is missing otherwise', () => {
    expect(saleBodyOf(NO_SALE, 'EUR', sale)).toBeNull();
    expect(missingIn(NO_SALE)).toEqual({});
    expect(missingIn({ ...NO_SALE, from: '2026-07-01T12:00:05' })).toEqual({
      price: 'Enter the sale price.',
      until: 'Enter when the sale ends.',
    });
  });
});
