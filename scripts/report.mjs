import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Counts of the runner's own JSON report. A test file that could not be loaded is one failure, and so is a run
 * that did not end well though no test failed.
 */
export function readReport(file, isClean = true) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
  const { testResults, success } = JSON.parse(readFileSync(file, 'utf8'));
  const tests = testResults.flatMap(one => one.assertionResults);
  const failedTests = tests.filter(one => one.status === 'failed').length;
  const failedFiles = testResults.filter(
    one => one.status === 'failed' && one.assertionResults.every(test => test.status !== 'failed'),
  ).length;
  const failed = failedTests + failedFiles;
  return {
    passed: tests.filter(one => one.status === 'passed').length,
    failed: failed === 0 && !(success && isClean) ? 1 : failed,
    skipped: tests.filter(one => !['passed', 'failed'].includes(one.status)).map(one => one.fullName),
  };
}

/** The counts in words; every test that was not run is named. */
export function summary({ passed, failed, skipped }) {
  return [...skipped.map(name => `not run: ${name}`), `${passed} passed, ${failed} failed`].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed } = readReport(process.argv[2]);
  process.stdout.write(`${passed} ${failed}\n`);
}
