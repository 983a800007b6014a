import { describe, expect, it } from '@jest/globals';
import { deltaText, movementText, moverText } from './stock-words';

describe('stock movements in the words of staff', () => {
  it('says what moved the stock, by how much, and who did it', () => {
    expect(movementText({ kind: 'reservation_committed' })).toBe('Sold');
    expect(movementText({ kind: 'something_new' })).toBe('something new');
    expect([deltaText(3), deltaText(-12)]).toEqual(['+3', '−12']);
    expect(moverText({ actor_name: 'Ada' })).toBe('Ada');
    expect(moverText({ actor_name: null })).toBe('The shop');
  });
});
