import { existsSync, readFileSync } from 'node:fs';

/** What a suite came to: `skipped` and `failures` by full test name. */
function emptyResult() {
  return { passed: 0, failures: [], skipped: [] };
}

/** Reads vitest's JSON report. A file that does not even load counts as one failure. */
export function readVitest(path) {
  const result = emptyResult();
  if (!existsSync(path)) return result;
  for (const file of JSON.parse(readFileSync(path, 'utf8')).testResults) {
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') result.passed += 1;
      else if (status === 'failed') result.failures.push(fullName);
      else result.skipped.push({ name: fullName });
    }
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
      result.failures.push(`${file.name} (did not load)`);
  }
  return result;
}

/** Reads Playwright's JSON report. */
export function readPlaywright(path) {
  const result = emptyResult();
  if (!existsSync(path)) return result;
  const visit = (suite, names) => {
    for (const spec of suite.specs ?? []) {
      const name = [...names, spec.title].join(' ');
      for (const { status, annotations } of spec.tests) {
        if (status === 'skipped') result.skipped.push({ name, said: annotations.find(({ type }) => type === 'skip')?.description });
        else if (status === 'expected') result.passed += 1;
        // "flaky" cannot be: nothing is retried.
        else result.failures.push(name);
      }
    }
    for (const child of suite.suites ?? []) visit(child, [...names, child.title]);
  };
  const report = JSON.parse(readFileSync(path, 'utf8'));
  for (const suite of report.suites) visit(suite, [suite.title]);
  for (const error of report.errors ?? []) result.failures.push(error.message ?? 'an error outside any test');
  return result;
}
