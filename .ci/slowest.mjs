/* Prints the slowest tests of a run, so that whoever makes CI long sees where. */
import { readFileSync } from 'node:fs';

const SHOWN = 10;
const [, , ...reports] = process.argv;

const jestTests = (report) =>
  report.testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({
      ms: test.duration ?? 0,
      name: `${file.name.replace(`${process.cwd()}/`, '')} › ${test.title}`,
    })),
  );

const journeys = (suite) => [
  ...(suite.specs ?? []).map((spec) => ({
    ms: spec.tests.flatMap((test) => test.results).reduce((sum, one) => sum + one.duration, 0),
    name: `${spec.file} › ${spec.title}`,
  })),
  ...(suite.suites ?? []).flatMap(journeys),
];

const tests = reports.flatMap((path) => {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    return report.testResults ? jestTests(report) : journeys(report);
  } catch {
    return [];
  }
});

console.log(`\n=== the slowest ${SHOWN} tests`);
for (const { ms, name } of tests.sort((a, b) => b.ms - a.ms).slice(0, SHOWN)) {
  console.log(`${(ms / 1000).toFixed(1).padStart(7)} s  ${name.slice(0, 200)}`);
}
