import { describe, expect, it } from '@jest/globals';
import { choicesOf, countText } from './facet-choices';

const value = (count: number, count_is_exact = true, more = {}) => ({
  value: 'brakes',
  label: 'Brakes',
  count,
  count_is_exact,
  ...more,
});

describe('the choices of a facet', () => {
  it('say how many products they have', () => {
    expect([value(0), value(1), value(1200)].map(countText)).toEqual([
      '0 products',
      '1 product',
      '1,200 products',
    ]);
  });

  it('say what is an estimate, and do not take none for nothing then', () => {
    expect(countText(value(1200, false))).toBe('about 1,200 products');
    expect(countText(value(0, false))).toBe('few products');
  });

  it('are greyed where nothing would be left, unless they are chosen', () => {
    const isGrey = (one: ReturnType<typeof value>, chosen?: string) =>
      choicesOf([one], chosen)[0]!.props.disabled;
    expect(isGrey(value(0))).toBe(true);
    expect(isGrey(value(0), 'brakes')).toBe(false);
    expect(isGrey(value(0, false))).toBe(false);
    expect(isGrey(value(3))).toBe(false);
  });

  it('are indented as their tree', () => {
    expect(choicesOf([value(1, true, { level: 2 })], undefined)[0]!.props.style).toEqual({
      paddingInlineStart: '48px',
    });
  });
});
