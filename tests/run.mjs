// @ts-check
/**
 * Runs everything: format, lint, types, dead code, build, unit tests, browser tests.
 *
 * The format is checked beside lint, types, dead code and builds; nothing else shares the machine with tests. Goes on after a failure, so that one run shows all there is to mend, and leaves with 1 if anything failed. The last line counts
 * the checks, the unit tests and the browser tests together.
 */
import { spawn } from 'node:child_process';
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

/**
 * Runs a command; what it says is passed on at once, or as one piece at its end where others run beside it.
 *
 * @param {string} command @param {{ settings?: NodeJS.ProcessEnv, say?: (text: string) => void }} [options]
 * @returns {Promise<boolean>} whether it left with 0
 */
function run(command, { settings = {}, say } = {}) {
  const child = spawn(command, {
    cwd: ROOT,
    stdio: say ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: true,
    env: { ...process.env, PATH, ...settings },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => say?.(text));
  return new Promise((done) => {
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
  });
}

/** @param {string} name */
const heading = (name) => console.log(`\n── ${name} ${'─'.repeat(70 - name.length)}`);

/** @param {string} name @param {() => Promise<Counts>} work */
async function step(name, work) {
  heading(name);
  const start = performance.now();
  const counts = await work();
  results.push({ name, seconds: (performance.now() - start) / 1000, counts });
}

/** A check of one command. @param {string} name @param {string} command */
const check = (name, command) => step(name, async () => asOne(await run(command)));

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

const formatStart = performance.now();
let formatText = '';
const format = run('prettier --check --log-level warn .', { say: (text) => (formatText += text) }).then((ok) => ({
  name: 'format: prettier',
  seconds: (performance.now() - formatStart) / 1000,
  counts: asOne(ok),
}));

await check('lint: oxlint', 'oxlint');
await check('types: tsc', 'tsc --noEmit');
await check('dead code: knip', 'knip');
await check('build: engine', 'npm run --silent build:wasm');
await check('build: command line', 'npm run --silent build:cli');
await check('build: page', 'vite build --logLevel warn');

results.unshift(await format);
heading('format: prettier');
process.stdout.write(formatText);

await step('unit tests: vitest', async () =>
  counted(await run(`vitest run --reporter=dot --reporter=json --outputFile.json=${UNIT_REPORT}`), UNIT_REPORT, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  })),
);

await step('browser tests: playwright', async () => {
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
  const ok = await run('playwright test --reporter=list,json', { settings });
  return counted(ok, BROWSER_REPORT, ({ stats }) => ({
    passed: stats.expected,
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
