// @ts-check
/**
 * Runs everything: format, lint, types, dead code, build, unit tests, browser tests.
 *
 * Goes on after a failure, so that one run shows all there is to mend, and leaves with 1 if anything failed. The last line counts
 * the checks, the unit tests and the browser tests together.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { findOrInstallBrowser } from './house/browser.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const ROOT = resolve(import.meta.dirname, '..');
const REPORTS = join(ROOT, 'build/test-reports');
const UNIT_REPORT = join(REPORTS, 'unit.json');
const BROWSER_REPORT = join(REPORTS, 'browser.json');
const PATH = `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`;

/** @type {{ name: string, seconds: number, counts: Counts }[]} */
const results = [];

/** @param {string} command @param {NodeJS.ProcessEnv} [settings] @returns {boolean} whether it left with 0 */
function run(command, settings = {}) {
  return (
    spawnSync(command, { cwd: ROOT, stdio: 'inherit', shell: true, env: { ...process.env, PATH, ...settings } }).status === 0
  );
}

/** @param {string} name @param {() => Counts} work */
function step(name, work) {
  console.log(`\n── ${name} ${'─'.repeat(70 - name.length)}`);
  const start = performance.now();
  const counts = work();
  results.push({ name, seconds: (performance.now() - start) / 1000, counts });
}

/** @param {boolean} ok @returns {Counts} */
const asOne = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

/**
 * The counts that a runner wrote; one that wrote none, ran none, or failed without naming a failed test counts as one failure.
 *
 * @param {boolean} ok @param {string} file @param {(report: any) => Counts} read @returns {Counts}
 */
function counted(ok, file, read) {
  try {
    const counts = read(JSON.parse(readFileSync(file, 'utf8')));
    const isConclusive = ok ? counts.passed > 0 : counts.failed > 0;
    return isConclusive ? counts : { ...counts, failed: counts.failed + 1 };
  } catch {
    return asOne(false);
  }
}

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

step('format: prettier', () => asOne(run('prettier --check --log-level warn .')));
step('lint: oxlint', () => asOne(run('oxlint')));
step('types: tsc', () => asOne(run('tsc --noEmit')));
step('dead code: knip', () => asOne(run('knip')));
step('build: engine', () => asOne(run('npm run --silent build:wasm')));
step('build: command line', () => asOne(run('npm run --silent build:cli')));
step('build: page', () => asOne(run('vite build --logLevel warn')));

step('unit tests: vitest', () =>
  counted(run(`vitest run --reporter=dot --reporter=json --outputFile.json=${UNIT_REPORT}`), UNIT_REPORT, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  })),
);

step('browser tests: playwright', () => {
  /** @type {string} */
  let browser;
  try {
    browser = findOrInstallBrowser();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return asOne(false);
  }
  console.log(`in ${browser}`);
  const settings = { CHROME_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER_REPORT };
  return counted(run('playwright test --reporter=list,json', settings), BROWSER_REPORT, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));
});

const total = { passed: 0, failed: 0, skipped: 0 };
console.log('');
for (const { name, seconds, counts } of results) {
  for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += counts[key];
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  console.log(
    `${name.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s   ${counts.passed} passed, ${counts.failed} failed${skipped}`,
  );
}
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;
