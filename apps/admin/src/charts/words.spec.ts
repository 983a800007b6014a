import { describe, expect, it } from '@jest/globals';
import { newest, seriesName, valueText } from './words';

describe('what a chart says', () => {
  it('is a number with its unit, and a dash where nothing was measured', () => {
    expect(valueText(12.345, 'per minute')).toBe('12.3 a minute');
    expect(valueText(0.914, 'share')).toBe('91.4%');
    expect(valueText(1234.5, 'milliseconds')).toBe('1,235 ms');
    expect(valueText(null, 'seconds')).toBe('–');
  });

  it('names series as the panel names what they are of', () => {
    expect(seriesName('stock', 'stock.updated')).toBe('Stock changed');
    expect(seriesName('outbox', 'orders')).toBe('Orders');
    expect(seriesName('errors', 'realtime-gateway')).toBe('Live updates');
    expect(seriesName('orders', 'partially_refunded')).toBe('Partially refunded');
  });

  it('of a series is the newest that is known', () => {
    expect(newest([1, 2, null, null])).toBe(2);
    expect(newest([null])).toBeNull();
  });
});
