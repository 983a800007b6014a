import { describe, expect, it } from '@jest/globals';
import { outcomeOf, picturesOf, progressOf } from './wording';

const counts = { created: 2, updated: 1_200, unchanged: 0, failed: 0 };

describe('an import in words', () => {
  it('says what was done, and of a dry run what would be', () => {
    expect(outcomeOf({ ...counts, dry_run: false })).toBe('2 added, 1,200 changed, 0 the same');
    expect(outcomeOf({ ...counts, failed: 3, dry_run: true })).toBe(
      '2 to add, 1,200 to change, 0 the same, 3 with errors',
    );
  });

  it('says how many pictures are still to come', () => {
    expect([0, 1, 2_000].map((images_waiting) => picturesOf({ images_waiting }))).toEqual([
      undefined,
      '1 picture is still to come',
      '2,000 pictures are still to come',
    ]);
  });

  it('is done only when all of the file is read', () => {
    expect(progressOf({ processed_bytes: 999, total_bytes: 1_000 })).toBe(99);
    expect(progressOf({ processed_bytes: 0, total_bytes: 0 })).toBe(0);
  });
});
