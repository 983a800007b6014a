import { describe, expect, it } from '@jest/globals';
import {
  changeOf,
  fieldsFor,
  problemOf,
  reasonProblem,
  stockOf,
  type ChangeForm,
} from './change-form';

const form: ChangeForm = {
  field: 'price',
  way: 'percent_less',
  amount: '',
  percent: '12,5',
  to99: true,
  category: null,
  status: 'active',
  units: 5,
  reason: ' Delivery ',
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

  it('asks for units, or for a percentage of them, with a reason', () => {
    const stock = { ...form, field: 'stock' as const };
    const reason = 'Delivery';
    expect(stockOf(stock)).toEqual({ mode: 'percent', percent: '-12.5', reason });
    expect(stockOf({ ...stock, way: 'less' })).toEqual({ mode: 'amount', units: -5, reason });
    expect(stockOf({ ...stock, way: 'set' })).toEqual({ mode: 'set', units: 5, reason });
    expect(problemOf({ ...stock, way: 'set', units: null }, 'EUR')).toContain('how many');
    expect(reasonProblem({ ...stock, reason: ' ' })).toContain('Enter a reason');
    expect(reasonProblem({ ...form, reason: '' })).toBeUndefined();
  });

  it('offers what somebody may change', () => {
    const offered = (content: boolean, stock: boolean) =>
      fieldsFor({ content, stock }).map(({ value }) => value);
    expect(offered(false, true)).toEqual(['stock']);
    expect(offered(true, false)).toEqual(['price', 'category', 'status']);
  });
});
