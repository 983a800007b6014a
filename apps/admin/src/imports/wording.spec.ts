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

  it('says how many pictures are still to come, and how many could not be had', () => {
    const said = (images_waiting: number, images_failed = 0) =>
      picturesOf({ images_waiting, images_failed });
    expect([said(0), said(1), said(2_000)]).toEqual([
      undefined,
      '1 picture still to come',
      '2,000 pictures still to come',
    ]);
    expect(said(0, 2)).toBe('2 pictures not to be had');
    expect(said(3, 1)).toBe('3 pictures still to come, 1 picture not to be had');
  });

  it('is done only when all of the file is read', () => {
    expect(progressOf({ processed_bytes: 999, total_bytes: 1_000 })).toBe(99);
    expect(progressOf({ processed_bytes: 0, total_bytes: 0 })).toBe(0);
  });
});
