import { describe, expect, it } from '@jest/globals';
import { cacheKeys, cacheTypeOf } from './keys.js';

describe('the keys of the cache', () => {
  it('are spelled as the requirements spell them', () => {
    expect(cacheKeys.part(7)).toBe('part:7');
    expect(cacheKeys.partStock(7)).toBe('part:7:stock');
    expect(cacheKeys.partPrices(7)).toBe('part:7:prices');
    expect(cacheKeys.partImages(7)).toBe('part:7:images');
    expect(cacheKeys.partSpecs(7)).toBe('part:7:specs');
    expect(cacheKeys.game(7)).toBe('game:7');
    expect(cacheKeys.partsList('ab')).toBe('parts:list:ab');
    expect(cacheKeys.userCart('u1')).toBe('user:u1:cart');
    expect(cacheKeys.g2aSyncProgress()).toBe('g2a:sync:progress');
  });

  it('tell the type under which their hit rate is counted', () => {
    const keys = [
      cacheKeys.part(7),
      cacheKeys.partStock(7),
      cacheKeys.partsList('x'),
      cacheKeys.userCart('u'),
    ];
    expect(keys.map(cacheTypeOf)).toEqual(['part', 'stock', 'list', 'cart']);
  });
});
