/* Prints what failed, with the beginning of why: the end of a log is often all that is kept of it. */
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const LINES_OF_A_FAILURE = 25;
const [, , ...reports] = process.argv;

function told(title, message) {
  const lines = stripVTControlCharacters(message ?? 'no message').split('\n');
  const shown = lines.slice(0, LINES_OF_A_FAILURE).map((line) => `    ${line.slice(0, 300)}`);
  console.log([`✕ ${title}`, ...shown, ''].join('\n'));
}

function jestFailures(report) {
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    const at = file.name.replace(`${process.cwd()}/`, '');
    for (const test of failed) told(`${at} › ${test.fullName}`, test.failureMessages.join('\n'));
    if (failed.length === 0 && file.status === 'failed') told(at, file.message);
  }
}

function playwrightFailures(suite) {
  for (const spec of suite.specs ?? []) {
    if (spec.ok) continue;
    const errors = spec.tests.flatMap((test) => test.results.flatMap((result) => result.errors));
    told(`${spec.file} › ${spec.title}`, errors.map((error) => error.message).join('\n'));
  }
  for (const inner of suite.suites ?? []) playwrightFailures(inner);
}

for (const path of reports) {
  let report;
  try {
    report = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    console.log(`✕ ${path}: no report was written\n`);
    continue;
  }
  if (report.testResults) jestFailures(report);
  else {
    for (const error of report.errors ?? []) told('browser journeys', error.message);
    playwrightFailures(report);
  }
}
