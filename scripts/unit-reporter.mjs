// Says what Node's own reporter does not: in which test a file was when its time was up, and which tests were
// skipped. With FAIL_ON_SKIP set, as in CI, a skipped test is a failure.

/** @param {AsyncIterable<{ type: string, data: any }>} events of Node's test runner */
export default async function* report(events) {
  /** Of each file, the names of the tests that have begun and not ended. */
  const running = new Map();
  const skipped = [];
  for await (const { type, data } of events) {
    const { file, name, skip, details } = data;
    const begun = running.get(file) ?? new Set();
    running.set(file, begun);
    if (type === 'test:dequeue' && name !== file) begun.add(name);
    if (type === 'test:complete') begun.delete(name);
    if (type === 'test:pass' && skip !== undefined) skipped.push(`${name} (${skip})`);
    if (type === 'test:fail' && name === file && details.error?.failureType === 'testTimeoutFailure') {
      yield `✖ ${file}: out of time in ${[...begun].join(' > ') || 'no test'}\n`;
    }
  }
  if (skipped.length === 0) return;
  const isFailure = Boolean(process.env.FAIL_ON_SKIP);
  if (isFailure) process.exitCode = 1;
  yield `${isFailure ? '✖ skipped, which FAIL_ON_SKIP forbids' : '﹣ skipped'}:\n`;
  for (const test of skipped) yield `  ${test}\n`;
}
