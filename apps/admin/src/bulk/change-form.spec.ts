import { describe, expect, it } from '@jest/globals';
import { changeOf, problemOf, type ChangeForm } from './change-form';

const form: ChangeForm = {
  field: 'price',
  way: 'percent_less',
  amount: '',
  percent: '12,5',
  to99: true,
  category: null,
  status: 'active',
};

describe('the form of a bulk change', () => {
  it('asks for what was typed', () => {
    expect(changeOf(form, 'EUR')).toEqual({
      price: { mode: 'percent', percent: '-12.5', rounding: '99' },
    });
    expect(changeOf({ ...form, way: 'less', amount: '2', to99: false }, 'EUR')).toEqual({
      price: { mode: 'amount', amount: { amount: '-2.00', currency: 'EUR' }, rounding: 'none' },
    });
    expect(changeOf({ ...form, field: 'category' }, 'EUR')).toEqual({ category_id: null });
    expect(changeOf({ ...form, field: 'status' }, 'EUR')).toEqual({ status: 'active' });
  });

  it('says what is missing before it is sent', () => {
    expect(problemOf(form, 'EUR')).toBeUndefined();
    expect(problemOf({ ...form, percent: '-5' }, 'EUR')).toContain('without a sign');
    expect(problemOf({ ...form, way: 'set' }, 'EUR')).toContain('Enter an amount');
    expect(problemOf({ ...form, field: 'status', percent: '' }, 'EUR')).toBeUndefined();
  });
});
