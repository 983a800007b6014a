import { describe, expect, it } from '@jest/globals';
import { adviceOn, type PlanStep } from './plan-advice.js';

const known = {
  rows: new Map([
    ['parts', 1_000_000],
    ['flags', 30],
  ]),
  workMemBytes: 4 * 1024 * 1024,
};
const advice = (plan: PlanStep) => adviceOn(plan, known);
const scan = (over: Partial<PlanStep> = {}): PlanStep => ({
  'Node Type': 'Seq Scan',
  'Plan Rows': 20,
  'Relation Name': 'parts',
  ...over,
});

describe('advice on a plan', () => {
  it('is to have an index where a large table is looked through for a few rows', () => {
    expect(advice(scan({ Filter: '(name = $1)' }))).toEqual([
      'Looks through all 1,000,000 rows of parts to keep about 20: an index for (name = $1) would find them.',
    ]);
  });

  it('is to ask for less where all of a large table is read', () => {
    expect(
      advice({
        'Node Type': 'Aggregate',
        'Plan Rows': 1,
        Plans: [scan({ 'Plan Rows': 1_000_000 })],
      }),
    ).toEqual([expect.stringMatching(/^Reads all 1,000,000 rows of parts/)]);
  });

  it('is nothing for a small table, and for one that is found by an index', () => {
    expect(advice(scan({ 'Relation Name': 'flags' }))).toEqual([]);
    expect(advice(scan({ 'Node Type': 'Index Scan', 'Index Name': 'parts_name' }))).toEqual([]);
  });

  it('tells of sorting that does not fit into memory', () => {
    const sort = {
      'Node Type': 'Sort',
      'Plan Rows': 200_000,
      'Plan Width': 100,
      'Sort Key': ['name'],
    };
    expect(advice(sort)).toEqual([expect.stringMatching(/^Sorts about 19 MB by name, on disk/)]);
    expect(advice({ ...sort, 'Plan Rows': 100 })).toEqual([]);
  });

  it('tells of a step that is done once for each of many rows', () => {
    const outer = { 'Node Type': 'Index Scan', 'Plan Rows': 50_000, 'Relation Name': 'orders' };
    const inner = { 'Node Type': 'Index Scan', 'Plan Rows': 1, 'Relation Name': 'order_lines' };
    const join = { 'Node Type': 'Nested Loop', 'Plan Rows': 50_000, Plans: [outer, inner] };
    expect(advice(join)).toEqual([
      expect.stringMatching(/^Looks into order_lines about 50,000 times/),
    ]);
    expect(
      advice({
        ...join,
        Plans: [outer, { 'Node Type': 'Memoize', 'Plan Rows': 1, Plans: [inner] }],
      }),
    ).toEqual([]);
  });
});
