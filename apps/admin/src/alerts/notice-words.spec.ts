import { describe, expect, it } from '@jest/globals';
import type { Notice } from '@tandem/contracts/socket';
import { isFinal, mayRepeat, placeOfNotice, whyNotRepeated } from './notice-words';

const notice = (over: Partial<Notice>): Notice => ({
  ...{ id: 'n', update: 'import', part_id: null, run_id: 'r', retrying: false },
  ...{ detail: 'It failed.', created_at: '2026-01-01T00:00:00.000Z' },
  ...over,
});
const planned = notice({ update: 'planned_switch', part_id: 5, run_id: null });
const bulk = notice({ update: 'bulk_change' });

describe('a notice of a failed update', () => {
  it('leads to what it is about', () => {
    expect(placeOfNotice(planned)).toEqual({ name: 'part', params: { id: '5' } });
    expect(placeOfNotice(bulk)).toEqual({ name: 'bulk-change', params: { id: 'r' } });
    expect(placeOfNotice(notice({}))).toEqual({ name: 'imports' });
  });

  it('is repeated by whoever may make such an update', () => {
    const stock = (permission: string) => permission === 'stock:write';
    expect([planned, bulk, notice({})].map((one) => mayRepeat(one, stock))).toEqual([
      false,
      true,
      false,
    ]);
    expect(mayRepeat(planned, (permission) => permission === 'content:write')).toBe(true);
  });

  it('says in words that it can’t be repeated any more', () => {
    const gone = { status: 404, code: 'not_found', message: 'There is no part 5.' };
    expect(whyNotRepeated(planned, gone)).toBe('This can’t be tried again. The part was deleted.');
    const done = { status: 409, code: 'nothing_to_repeat', message: 'It has been done.' };
    expect(whyNotRepeated(planned, done)).toBe('This can’t be tried again. It has been done.');
    expect([gone, done].every(isFinal)).toBe(true);
  });

  it('may be repeated later when the shop is away, or too much is going on', () => {
    const away = { status: 503, message: 'The shop is away.' };
    const many = { status: 409, code: 'too_many_imports', message: 'Wait for one to end.' };
    expect([away, many].some(isFinal)).toBe(false);
    expect(whyNotRepeated(planned, away)).toBe('The shop is away.');
  });
});
