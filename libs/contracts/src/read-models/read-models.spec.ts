import { describe, expect, it } from '@jest/globals';
import { publicStock } from '../http.js';
import { READ_MODELS } from './all.js';
import { CartEntry } from './cart.js';
import { G2aSyncProgressEntry } from './g2a-sync-progress.js';
import { GameEntry } from './game.js';
import { PartImagesEntry } from './part-images.js';
import { PartPricesEntry } from './part-prices.js';
import { PartSpecsEntry } from './part-specs.js';
import { PartStockEntry } from './part-stock.js';
import { PartEntry } from './part.js';
import { PartsListEntry } from './parts-list.js';

describe('the entries of the cache', () => {
  it('are spelled as the requirements spell them', () => {
    expect(PartEntry.key(7)).toBe('part:7');
    expect(PartStockEntry.key(7)).toBe('part:7:stock');
    expect(PartPricesEntry.key(7)).toBe('part:7:prices');
    expect(PartImagesEntry.key(7)).toBe('part:7:images');
    expect(PartSpecsEntry.key(7)).toBe('part:7:specs');
    expect(GameEntry.key(7)).toBe('game:7');
    expect(PartsListEntry.key('ab')).toBe('parts:list:ab');
    expect(CartEntry.key({ kind: 'user', id: 'u1' })).toBe('user:u1:cart');
    expect(G2aSyncProgressEntry.key()).toBe('g2a:sync:progress');
  });

  it('tell the type under which their hit rate is counted', () => {
    const keys = [
      PartEntry.key(7),
      PartStockEntry.key(7),
      PartsListEntry.key('x'),
      CartEntry.key({ kind: 'user', id: 'u' }),
    ];
    expect(keys.map(READ_MODELS.typeOf)).toEqual(['part', 'stock', 'list', 'cart']);
  });

  it('are read as they were written, with what a newer writer adds', () => {
    const stock = publicStock(null);
    expect(PartStockEntry.parse(PartStockEntry.write(stock))).toEqual(stock);
    const later = JSON.stringify({ ...stock, shelf: 'B7' });
    expect(PartStockEntry.parse(later)).toMatchObject(stock);
  });

  it.each([
    ['absent', null],
    ['missing', undefined],
    ['without a field that it promised', '{"current_stock":1}'],
    ['of another type', '[]'],
  ])('are not known when %s', (_how, payload) => {
    expect(PartStockEntry.parse(payload)).toBeNull();
  });
});
