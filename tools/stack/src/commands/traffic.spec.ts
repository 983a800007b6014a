import { describe, expect, it } from '@jest/globals';
import { sharesOf } from './traffic.ts';

const services = {
  catalog: [
    { id: 'catalog-1', url: '' },
    { id: 'catalog-2', url: '' },
  ],
  'sync-gateway': [{ id: 'sync-gateway-1', url: '' }],
};

describe('how requests are divided', () => {
  it('is said in percent', () => {
    expect(sharesOf(['catalog-2=5'], services)).toEqual({ 'catalog-2': 0.05 });
    expect(sharesOf(['catalog-1=0%', 'catalog-2=100%'], services)).toEqual({
      'catalog-1': 0,
      'catalog-2': 1,
    });
  });

  it.each([
    [[], /npm run traffic/],
    [['catalog-2'], /is not INSTANCE=PERCENT/],
    [['catalog-2=101'], /is not INSTANCE=PERCENT/],
    [['catalog-3=5'], /there is no instance "catalog-3"/],
    [['catalog-1=60', 'catalog-2=60'], /no more than 100 %/],
    [['sync-gateway-1=0'], /somebody has to answer for sync-gateway/],
  ])('%j is none: %s', (args, says) => {
    expect(() => sharesOf(args, services)).toThrow(says);
  });
});
