import { describe, expect, it } from '@jest/globals';
import { stepped } from './stepped';

describe('arrow keys in a list of suggestions', () => {
  it('go down from the field through all of them, and back to it', () => {
    const places = [-1];
    for (let n = 0; n < 4; n += 1) places.push(stepped(places.at(-1)!, 1, 3));
    expect(places).toEqual([-1, 0, 1, 2, -1]);
  });

  it('go up from the field to the last', () => {
    expect(stepped(-1, -1, 3)).toBe(2);
    expect(stepped(0, -1, 3)).toBe(-1);
  });

  it('stay in the field where there are none', () => {
    expect(stepped(-1, 1, 0)).toBe(-1);
  });
});
