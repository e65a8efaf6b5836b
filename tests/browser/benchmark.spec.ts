import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { readReport, writeReport } from '../../src/formats/benchmark-report.ts';
import { readMachineCode, writeMachineCode } from '../../src/formats/machine-code.ts';
import { usualReport } from '../domain/benchmark/reports.ts';
import { axeFindings } from './axe.ts';
import { chooseTheme, openPage, openSection, smallTargets } from './pad-driver.ts';

const PART = '[data-section=benchmark]';

async function openBenchmark(page: Page): Promise<Locator> {
  await openPage(page);
  return openSection(page, 'benchmark', '.benchmark-run button');
}

const button = (section: Locator, name: string) => section.getByRole('button', { name, exact: true });
const progress = (section: Locator) => section.locator('.benchmark-progress p');
const sentences = (section: Locator) => section.locator('.benchmark-sentences li');
const row = (section: Locator, table: RegExp, path: string) =>
  section
    .getByRole('region', { name: table })
    .getByRole('row')
    .filter({ has: section.page().getByRole('rowheader', { name: path, exact: true }) });

/** Waits for the end of a run that may take long where others are at work. */
async function ended(section: Locator): Promise<void> {
  await expect(progress(section)).toHaveText(/^Measured in [\d.]+ s\.$/, { timeout: 50_000 });
}

async function saved(section: Locator, name: string): Promise<string> {
  const download = section.page().waitForEvent('download');
  await button(section, name).click();
  return readFile(await (await download).path(), 'utf8');
}

test('a run by keys ends in three sentences, plots, tables and files, and is remembered', async ({ page }) => {
  const section = await openBenchmark(page);
  await section.getByRole('combobox', { name: 'Products up to' }).selectOption('16');
  await section.getByRole('combobox', { name: 'Batches up to' }).selectOption('8');
  await section.getByRole('radio', { name: 'Full' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(section.getByRole('radio', { name: 'Quick' })).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(button(section, 'Measure')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(button(section, 'Cancel')).toBeVisible();
  await expect(section.getByRole('combobox', { name: 'Products up to' })).toBeDisabled();
  await ended(section);

  await expect(sentences(section)).toHaveCount(3);
  await expect(sentences(section).first()).toHaveText(
    /^On this machine WebAssembly with SIMD trains [\d.]+\s× as fast as textbook JavaScript at batches of 8: [\d.]+\s× by .*, [\d.]+\s× by WebAssembly\.$/,
  );
  await expect(sentences(section).last()).toContainText('exact paths gave the same bits');
  const report = readReport(await saved(section, 'Save all (JSON)'));
  for (const [table, workload] of [
    [/^Products/, 'product'],
    [/^One forward/, 'forward'],
    [/^Training/, 'training'],
  ] as const) {
    await expect(row(section, table, 'WebAssembly, scalar')).toContainText('same bits');
    await expect(row(section, table, 'WebAssembly, SIMD')).toContainText('same bits');
    await expect(row(section, table, 'WebAssembly, relaxed SIMD')).toContainText(/within [\d·⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|same bits/);
    const lines = report.readings.filter((reading) => reading.workload === workload);
    expect(new Set(lines.map(({ path }) => path.kind)).size).toBe(5);
    for (const { perSecond } of lines) expect(perSecond.length).toBeGreaterThanOrEqual(3);
  }
  const threads = `WebAssembly, SIMD, ${Math.min(16, report.machine.cores)} threads`;
  if (report.machine.cores > 1) {
    await expect(row(section, /^Products/, threads)).toContainText('Not available: threads share the images of a batch');
    await expect(row(section, /^Training/, threads)).toContainText('same bits');
  }
  const csv = (await saved(section, 'Save table (CSV)')).trim().split('\r\n');
  expect(csv).toHaveLength(1 + report.readings.length + report.absences.length);
  const plot = section.getByRole('img', { name: /^Who wins at which size of product\? textbook JavaScript: 1\.0 × at 1 × 1/ });
  await expect(plot).toHaveAccessibleName(/WebAssembly, SIMD: [\d.]+ × at 1 × 1, [\d.]+ × at 16 × 16\./);
  await section.getByRole('radio', { name: 'speed' }).check();
  await expect(plot).toHaveCount(0);

  const before = await sentences(section).allTextContents();
  await page.reload();
  const again = await openSection(page, 'benchmark', '.benchmark-run button');
  await expect(sentences(again)).toHaveText(before);
});

test('a class pastes its codes, bad ones are refused with a reason, and axe finds nothing in any theme', async ({ page }) => {
  // Axe reads every table three times, which takes a busy machine most of a minute.
  test.slow();
  await page.addInitScript((text) => localStorage.setItem('benchmark', text), writeReport(usualReport()));
  const section = await openBenchmark(page);
  await expect(sentences(section).first()).toContainText('trains 52\u00a0× as fast as textbook JavaScript');
  const code = await section.getByRole('textbox', { name: 'Code of this machine' }).inputValue();
  const machine = readMachineCode(code, 'here');
  const twice = writeMachineCode({ ...machine, speeds: { ...machine.speeds, 'wasm-simd': 2 * machine.speeds['wasm-simd']! } });
  await section.getByRole('textbox', { name: 'Codes of other machines' }).fill(`Ada ${twice}\n${code.slice(0, -2)}`);
  await expect(section.locator('.benchmark-read')).toHaveText(/1 machine\..*got 23 signs after NN1, expected 25, line 2/);
  const scatter = section.getByRole('img', { name: /^2 machines\. Ada: 4.000 and 416.000 images a second\. this one: / });
  await expect(scatter).toBeVisible();
  await section.getByRole('combobox', { name: 'Upwards' }).selectOption('wasm-scalar');
  await expect(section.getByRole('img', { name: /Ada: 4.000 and 54.000 images/ })).toBeVisible();
  for (const theme of ['Dark', 'Light', 'Projector']) {
    await chooseTheme(page, theme, section);
    expect(await axeFindings(page, PART, theme)).toEqual([]);
  }
  await page.reload();
  const again = await openSection(page, 'benchmark', '.benchmark-run button');
  await expect(again.locator('.benchmark-read')).toContainText('1 machine.');
});

test('out of sight it waits; cancelled it keeps what there is; where its worker does not come it says so', async ({ page }) => {
  // Whether a sample was running when the page was hidden is chance: where none was, the run is made once more.
  test.slow();
  const section = await openBenchmark(page);
  await section.getByRole('switch', { name: 'Training steps' }).uncheck();
  await section.getByRole('switch', { name: 'One forward pass' }).uncheck();
  await section.getByRole('combobox', { name: 'Products up to' }).selectOption('64');
  const bar = section.getByRole('progressbar');
  const setHidden = (hidden: boolean) =>
    page.evaluate((isHidden) => {
      Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  /** Cancels a run that was out of sight three times; how many samples were void for that. */
  const voidsOfARun = async () => {
    await button(section, 'Measure').click();
    await expect(progress(section)).toHaveText(/^Round [2-9] of 9: products of/, { timeout: 40_000 });
    for (let time = 0; time < 3; time++) {
      await setHidden(true);
      await expect(progress(section)).toHaveText(/^Waiting: this page was out of sight/);
      const waiting = (await bar.getAttribute('value'))!;
      await setHidden(false);
      await expect(progress(section)).toHaveText(/^Round/);
      // It goes on, and says of the sample that it was void before it says how far it is.
      await expect(bar).not.toHaveAttribute('value', waiting, { timeout: 20_000 });
    }
    await button(section, 'Cancel').click();
    await expect(progress(section)).toHaveText(/^Stopped after [\d.]+ s; what was measured until then is shown\.$/);
    await expect(sentences(section)).toHaveCount(3);
    return readReport(await saved(section, 'Save all (JSON)')).voids.hidden;
  };
  await expect.poll(voidsOfARun, { timeout: 120_000 }).toBeGreaterThan(0);
  await expect(section.locator('.benchmark-conditions')).toContainText(/\d+ samples? (was|were) void/);

  const kept = await sentences(section).allTextContents();
  await page.route(/worker.*\.js/, (route) => route.abort());
  await button(section, 'Measure').click();
  await expect(progress(section)).toHaveText(/^Nothing was measured: .*\. Press Measure to try again\.$/);
  await expect(sentences(section)).toHaveText(kept);
  await expect(button(section, 'Measure')).toBeEnabled();
});

test.describe('on a phone, with a page that may share no memory and a binary that does not come', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('the rest is measured, reasons stand in their lines, and everything is large enough for a finger', async ({ page }) => {
    await page.route('/', async (route) => {
      const response = await route.fetch();
      const { 'cross-origin-opener-policy': _, 'cross-origin-embedder-policy': __, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await page.route('**/relaxed-simd*.wasm', (route) => route.abort());
    const section = await openBenchmark(page);
    await section.getByRole('switch', { name: 'Matrix products' }).uncheck();
    await section.getByRole('switch', { name: 'One forward pass' }).uncheck();
    await section.getByRole('combobox', { name: 'Batches up to' }).selectOption('8');
    await section.getByRole('radio', { name: 'Quick' }).check();
    await button(section, 'Measure').tap();
    await ended(section);
    await expect(row(section, /^Training/, 'WebAssembly, SIMD')).toContainText('same bits');
    await expect(row(section, /^Training/, 'WebAssembly, relaxed SIMD')).toContainText(
      'Not available: its binary did not come',
    );
    await expect(section.getByText('This page is not cross-origin isolated')).toBeVisible();
    await expect(sentences(section).last()).toContainText(
      /Several threads were not measured: (threads do not start|this machine)/,
    );
    await expect(section.getByText('Measure training steps up to batches of 128 or more')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await smallTargets(section.locator('button, select, textarea, input[type=text], .switch, .choice-option'))).toEqual(
      [],
    );
    expect(await axeFindings(page, PART)).toEqual([]);
  });
});
