/**
 * `npm test`: everything. Goes on after a failure, so that one run tells all of them, and ends with the line
 * `N passed, N failed`.
 */
import './lib/require-node.ts';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureHeadlessChromium } from './lib/chromium.ts';
import { runStep } from './lib/run-step.ts';
import { staticChecks } from './lib/static-checks.ts';
import { ensureTestTools } from './lib/test-tools.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const reports = mkdtempSync(join(tmpdir(), 'causebook-reports-'));
const unitReport = join(reports, 'unit.json');
const reliabilityReport = join(reports, 'reliability.json');
const e2eReport = join(reports, 'e2e.json');

const one = (passed: boolean): Count => ({ passed: Number(passed), failed: Number(!passed), skipped: 0 });
const sum = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((total, count) => total + count.passed, 0),
  failed: counts.reduce((total, count) => total + count.failed, 0),
  skipped: counts.reduce((total, count) => total + count.skipped, 0),
});

/** A runner that failed without a report, or with one in which nothing failed, counts as one failure. */
function countsOf(report: string, passed: boolean, read: (json: never) => Count): Count {
  if (!existsSync(report)) return one(passed);
  const count = read(JSON.parse(readFileSync(report, 'utf8')) as never);
  return !passed && count.failed === 0 ? { ...count, failed: 1 } : count;
}

async function everything(): Promise<Count[]> {
  const counts: Count[] = [];
  for (const step of staticChecks()) counts.push(one(await runStep(step)));

  ensureTestTools(console.log);
  const unit = await runStep({
    name: 'unit tests',
    command: 'vitest',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
  });
  counts.push(
    countsOf(
      unitReport,
      unit,
      (json: { numPassedTests: number; numFailedTests: number; numPendingTests: number }) => ({
        passed: json.numPassedTests,
        failed: json.numFailedTests,
        skipped: json.numPendingTests,
      }),
    ),
  );

  const reliability = await runStep({
    name: 'reliability, in part',
    command: 'node',
    args: ['reliability/run.ts', '--quick', `--results=${reliabilityReport}`],
  });
  counts.push(
    countsOf(reliabilityReport, reliability, (lines: readonly { readonly passed: boolean }[]) =>
      sum(lines.map(({ passed: isPassed }) => one(isPassed))),
    ),
  );

  const chromium = ensureHeadlessChromium({ environment: process.env, say: console.log });
  const built = await runStep({ name: 'build', command: 'electron-vite', args: ['build'] });
  counts.push(one(built));
  if (!built) return counts;
  const e2e = await runStep({
    name: 'end-to-end tests',
    command: 'playwright',
    // One that stumbles on a loaded machine is started again, and named as flaky.
    args: ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json', '--retries=1'],
    env: {
      PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport,
      CAUSEBOOK_CHROMIUM: chromium,
      // The same programs are started hundreds of times.
      NODE_COMPILE_CACHE: join(reports, 'compile-cache'),
    },
  });
  counts.push(
    countsOf(
      e2eReport,
      e2e,
      ({ stats }: { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }) => ({
        passed: stats.expected + stats.flaky,
        failed: stats.unexpected,
        skipped: stats.skipped,
      }),
    ),
  );
  return counts;
}

const { passed, failed, skipped } = sum(await everything());
rmSync(reports, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
