import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Names the tests that were skipped. With FAIL_ON_SKIP set, as in CI, a skipped test is a failure. */
export default class SkipReporter implements Reporter {
  private readonly skipped: string[] = [];

  onTestEnd(test: TestCase, { status }: TestResult): void {
    if (status !== 'skipped') return;
    const reasons = test.annotations.map(({ description }) => description ?? 'no reason given');
    this.skipped.push(`${test.title} (${reasons.join(', ')})`);
  }

  async onEnd(): Promise<{ status: FullResult['status'] } | undefined> {
    if (this.skipped.length === 0) return undefined;
    const isFailure = Boolean(process.env.FAIL_ON_SKIP);
    console.log(isFailure ? '✖ skipped, which FAIL_ON_SKIP forbids:' : '﹣ skipped:');
    for (const test of this.skipped) console.log(`  ${test}`);
    return isFailure ? { status: 'failed' } : undefined;
  }

  printsToStdio(): boolean {
    return false;
  }
}
