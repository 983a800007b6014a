import { describe, expect, it } from '@jest/globals';
import { placeAfter, stepped } from './stepped';

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

describe('a suggestion that the arrow keys went to while a later answer was on its way', () => {
  const [valve, lamp, words] = [
    { kind: 'part', text: 'Valve', part_id: 7 },
    { kind: 'part', text: 'Lamp', part_id: 8 },
    { kind: 'query', text: 'valve' },
  ];

  it('stays chosen wherever the answer has it', () => {
    expect(placeAfter(valve, [words, lamp, { ...valve }])).toBe(2);
    expect(placeAfter(words, [words, lamp])).toBe(0);
  });

  it('is chosen no longer once it is gone, and none is where none was', () => {
    expect(placeAfter(valve, [words, lamp, { ...valve, part_id: 9 }])).toBe(-1);
    expect(placeAfter(undefined, [valve])).toBe(-1);
  });
});
