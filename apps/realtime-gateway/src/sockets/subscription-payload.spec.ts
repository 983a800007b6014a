import { describe, expect, it } from '@jest/globals';
import { checkSubscription } from './subscription-payload.js';

const errorsOf = (payload: unknown) => {
  const checked = checkSubscription(payload);
  return checked.ok ? [] : checked.errors?.map((error) => error.field);
};

describe('what a page asks to follow', () => {
  it('may be parts, lists or both, named once however often it says so', () => {
    expect(
      checkSubscription({ parts: [7, 3, 7], lists: ['parts', 'category:wheel-bearings'] }),
    ).toEqual({
      ok: true,
      value: { parts: [7, 3], lists: ['parts', 'category:wheel-bearings'] },
    });
  });

  it('may be nothing yet', () => {
    expect(checkSubscription({ parts: [] })).toEqual({ ok: true, value: { parts: [], lists: [] } });
  });

  it.each([
    ['no payload', undefined, ['']],
    ['null', null, ['']],
    ['a number', 7, ['']],
    ['an array', [1, 2], ['']],
    ['an empty object', {}, ['']],
    ['an unknown field', { parts: [1], rooms: ['x'] }, ['rooms']],
    ['a polluting field', JSON.parse('{"parts":[1],"__proto__":{"a":1}}'), ['__proto__']],
    ['one part outside of an array', { parts: 7 }, ['parts']],
    ['a part id as text', { parts: ['7'] }, ['parts.0']],
    [
      'part ids that can’t be',
      { parts: [1, 0, -1, 1.5, 2_147_483_648, NaN] },
      ['parts.1', 'parts.2', 'parts.3', 'parts.4', 'parts.5'],
    ],
    ['nested arrays', { parts: [[1]] }, ['parts.0']],
    [
      'lists there are not',
      { lists: ['parts', 'part:7', 'orders', 'category:', 'category:A B', 3] },
      ['lists.1', 'lists.2', 'lists.3', 'lists.4', 'lists.5'],
    ],
    ['another socket’s private room', { lists: ['monitor:tandem.catalog.part'] }, ['lists.0']],
  ])('is refused with the field named: %s', (_, payload, fields) => {
    expect(errorsOf(payload)).toEqual(fields);
  });

  it('answers a flood of wrong values with a few complaints only', () => {
    expect(errorsOf({ parts: new Array(5_000).fill('x') })).toHaveLength(10);
  });
});
