import { describe, expect, it } from '@jest/globals';
import { changeText, impactText } from './wording';

const category = {
  ...{ id: 'a', parent_id: null, slug: 'a', name: 'A', position: 0, version: 1, parts: 0 },
  ...{ closes_into: null, change: null, updated_at: '2026-01-01T00:00:00.000Z' },
};

describe('categories in the words of staff', () => {
  it('say what is in one that is to go', () => {
    expect(impactText({ parts: 0, deleted_parts: 0, children: 0 })).toBe('Nothing is in it.');
    expect(impactText({ parts: 1, deleted_parts: 0, children: 0 })).toBe('In it: 1 part.');
    expect(impactText({ parts: 12_345, deleted_parts: 2, children: 1 })).toBe(
      'In it: 12,345 parts, 1 category and 2 deleted parts.',
    );
  });

  it('say how far the parts are that follow a change', () => {
    expect(changeText(category)).toBeNull();
    const change = { total: 500, done: 50 };
    expect(changeText({ ...category, change: { ...change, kind: 'rename' as const } })).toBe(
      'New name on 50 of 500 parts',
    );
    const closing = {
      ...category,
      closes_into: 'b',
      change: { ...change, kind: 'close' as const },
    };
    expect(changeText(closing, 'Lights')).toBe('Merging into Lights: 50 of 500 parts');
  });
});
