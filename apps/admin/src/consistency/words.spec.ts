import { describe, expect, it } from '@jest/globals';
import type { ConsistencyReport, WatchedReads } from '@tandem/ui';
import { partOfImage, readsText, repairedText, runText } from './words';

const run = {
  id: '0198c5a0-0000-7000-8000-000000000001',
  state: 'completed',
  checks: 38,
  current_check: null,
  looked_at: 12_345,
  found: 0,
  started_by_name: null,
  started_at: '2026-01-01T00:00:00.000Z',
  finished_at: '2026-01-01T00:01:00.000Z',
} as const;
const report = (over: Partial<NonNullable<ConsistencyReport['run']>> = {}, open = 0) =>
  ({
    run: { ...run, ...over },
    checks: [{ open }],
    items: [],
    next_cursor: null,
  }) as unknown as ConsistencyReport;

describe('how the newest check stands', () => {
  it('is said whether it runs, failed, or has found something', () => {
    expect(runText({ ...report(), run: null })).toBe('Nothing has been checked yet.');
    expect(runText(report({ state: 'running', current_check: 'ledger', looked_at: 5 }))).toBe(
      'Looking at ledger: 5 records until now.',
    );
    expect(runText(report({ state: 'failed' }))).toContain('failed');
    expect(runText(report())).toBe('12,345 records were checked and agree with each other.');
    expect(runText(report({}, 1))).toContain('one difference is open');
    expect(runText(report({}, 3))).toContain('3 differences are open');
  });
});

describe('what shoppers see', () => {
  const text = (checked: number, inconsistent: number, skipped = 0) => {
    const ratio = checked > 0 ? inconsistent / checked : null;
    return readsText({ checked, inconsistent, skipped, ratio } as WatchedReads);
  };

  it('is said in numbers, and never as agreement when nothing was read', () => {
    expect(text(0, 0)).toContain('Nothing has changed');
    expect(text(0, 0, 1_200)).toContain('No page could be read');
    expect(text(0, 0, 1_200)).toContain('1,200 were skipped');
    expect(text(1_234, 0)).toContain('All of them showed what was saved.');
    expect(text(2_000, 3)).toContain('3 of them (0.15%) showed something else.');
  });
});

describe('a difference', () => {
  it('says what became of a repair, in the words of the owner when there are some', () => {
    expect(repairedText({ result: 'repaired', said: null })).toBe('The difference was repaired.');
    expect(repairedText({ result: 'repaired', said: 'Part 7 has lost a picture.' })).toBe(
      'Part 7 has lost a picture.',
    );
    expect(repairedText({ result: 'not_found', said: null })).toBe('It was gone already.');
  });

  it('leads from an image to its part', () => {
    expect(partOfImage({ about: 'image', record: 'i/7/160' })).toBe('7');
    expect(partOfImage({ about: 'part', record: '8/price' })).toBeNull();
  });
});
