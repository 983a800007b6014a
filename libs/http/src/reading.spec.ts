import { describe, expect, it } from '@jest/globals';
import { etagOf, expectedVersion, ifMatchVersion, notModified } from './etag.js';
import { parseFields, pickFields } from './fields.js';
import { decodeCursor, encodeCursor } from '@tandem/kernel';

const request = (headers: Record<string, string>) => ({ headers });

describe('an entity tag', () => {
  const etag = etagOf('c3', 's7');
  it.each(['"c3-s7"', '*', 'W/"c3-s7"', '"c1-s1", "c3-s7"', '"c1-s1",W/"c3-s7"'])(
    'is still the one the reader holds: %s',
    (header) => expect(notModified(request({ 'if-none-match': header }), etag)).toBe(true),
  );

  it.each(['"c3-s8"', 'c3-s7', '', '"c1-s1"'])('is another one: %s', (header) =>
    expect(notModified(request({ 'if-none-match': header }), etag)).toBe(false),
  );

  it('is sent in full to who holds none', () => {
    expect(notModified(request({}), etag)).toBe(false);
  });
});

describe('the version a write names', () => {
  it('comes from If-Match or from the body', () => {
    expect(ifMatchVersion(request({ 'if-match': '"12"' }))).toBe(12);
    expect(ifMatchVersion(request({}))).toBeUndefined();
    expect(expectedVersion(undefined, 12)).toBe(12);
    expect(expectedVersion(12, undefined)).toBe(12);
    expect(expectedVersion(12, request({ 'if-match': '"12"' }))).toBe(12);
    expect(() => expectedVersion(11, 12)).toThrow('version');
  });
});

describe('the fields a reader wants', () => {
  const allowed = ['id', 'price', 'stock'] as const;
  it('come once and in our order, so that equal wishes are one cache entry', () => {
    expect(parseFields('stock,id,stock', allowed)).toEqual(['id', 'stock']);
    expect(parseFields(undefined, allowed)).toBeNull();
  });

  it.each(['cost', 'id,cost', '', ',', '__proto__', 'constructor'])(
    'are refused when we do not show them: %s',
    (fields) => expect(() => parseFields(fields, allowed)).toThrow('fields'),
  );

  it('are all that is answered', () => {
    expect(pickFields({ id: 1, price: 2, stock: 3 }, ['id', 'toString'])).toEqual({ id: 1 });
    expect(pickFields({ id: 1 }, null)).toEqual({ id: 1 });
  });
});

describe('a cursor', () => {
  const shape = { id: 'int', at: 'time', name: 'string?', seq: 'bigint', n: 'integer' } as const;
  const place = {
    id: 3,
    at: '2026-11-21T09:00:00.000Z',
    name: null,
    seq: '9007199254740993',
    n: 5_000_000_000,
  };

  it('brings the reader back to the place it was made at', () => {
    expect(decodeCursor(encodeCursor(place), shape)).toEqual(place);
    expect(decodeCursor(undefined, shape)).toBeUndefined();
    expect(decodeCursor('', shape)).toBeUndefined();
  });

  it.each([
    { ...place, id: 1.5 },
    { ...place, id: '3' },
    { ...place, at: 'yesterday' },
    { ...place, at: '0000-01-01T00:00:00Z' },
    { ...place, n: 1.5 },
    { ...place, n: 1e99 },
    { ...place, seq: '99999999999999999999' },
    { ...place, more: 1 },
    { id: 3 },
    [3],
  ])('made by somebody else is refused: %j', (forged) => {
    const cursor = encodeCursor(forged as Record<string, unknown>);
    expect(() => decodeCursor(cursor, shape)).toThrow('cursor');
  });
});
