import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { queriesOfScaling } from './scaling.ts';

const TESTS = new URL('../../../deploy/prometheus/scaling.test.yml', import.meta.url);

it('what promtool tries is what KEDA asks', () => {
  const { tests } = parse(readFileSync(TESTS, 'utf8')) as {
    tests: { promql_expr_test: { expr: string }[] }[];
  };
  const tried = tests.flatMap((test) => test.promql_expr_test.map(({ expr }) => expr));
  expect(tried.length).toBeGreaterThan(3);
  expect(tried.filter((expr) => !queriesOfScaling().includes(expr))).toEqual([]);
});
