import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { chooseTheme, openPage, openSection, percentages, smallTargets } from './pad-driver.ts';

const TIMEOUT = { timeout: 30_000 };

const openTraining = async (page: Page): Promise<Locator> => {
  await openPage(page);
  return openSection(page, 'training', '.transport-start');
};
const button = (section: Locator, name: string) => section.getByRole('button', { name, exact: true });
const status = (section: Locator) => section.locator('.transport-status');
const field = (section: Locator, name: string) => section.getByRole('spinbutton', { name, exact: true });
const shown = (section: Locator, name: string) =>
  section.locator('.training-numbers dl > div', { has: section.page().getByText(name, { exact: true }) }).locator('dd');

/** A number as it stands among the facts. */
async function number(section: Locator, name: string): Promise<number> {
  return Number.parseFloat((await shown(section, name).innerText()).replace(/\s/g, ''));
}

async function type(section: Locator, name: string, value: string): Promise<void> {
  await field(section, name).fill(value);
  await field(section, name).press('Enter');
}

/** Few digits, so that a slow machine is soon ready. */
async function chooseFewDigits(section: Locator): Promise<void> {
  await section.locator('.data > summary').click();
  await type(section, 'Digits', '1000');
  await expect(section.locator('.data > summary')).toContainText('1\u202f000 written digits');
}

test('one click trains a network, which the whole page then has', async ({ page }) => {
  const section = await openTraining(page);
  await chooseFewDigits(section);
  await section.getByLabel('Stop by itself').selectOption('epochs');
  await type(section, 'Epochs', '4');
  const pretrained = page.locator('.facts');
  await expect(pretrained).toBeAttached();
  await page.getByRole('button', { name: '7, a sample' }).click();
  const before = await percentages(page);
  await button(section, 'Start').click();
  await expect(status(section)).toHaveText('Paused.', TIMEOUT);
  // 1,000 digits in batches of 32 are 32 steps an epoch.
  await expect(shown(section, 'Step')).toHaveText('128');
  await expect(shown(section, 'Epoch')).toHaveText('4');
  await expect(section.locator('.training-workforce')).toHaveText(/JavaScript|WebAssembly/);
  await expect(section.getByRole('img', { name: /^Loss: how wrong it is\. \d+ points; last: [\d.]+\.$/ })).toBeVisible();
  expect(await number(section, 'Validation accuracy')).toBeGreaterThan(30);
  // Another network gives another answer to the same drawing.
  await expect.poll(() => percentages(page)).not.toEqual(before);

  // The numbers behind a plot, as a file and as a table.
  const download = page.waitForEvent('download');
  await button(section, 'Save “Loss: how wrong it is” as CSV').click();
  const csv = await readFile(await (await download).path(), 'utf8');
  const [head, ...rows] = csv.split('\r\n');
  expect(head).toBe('"step","training, each batch","validation, images it never learns from"');
  expect(rows.length).toBeGreaterThan(128);
  const svg = page.waitForEvent('download');
  await button(section, 'Save “Loss: how wrong it is” as SVG').click();
  expect(await readFile(await (await svg).path(), 'utf8')).toMatch(/^<svg [^]*<path d="M[^]*<\/svg>$/);
  await button(section, 'Numbers of “Loss: how wrong it is” as a table').click();
  const written = section.getByRole('region', { name: 'Numbers of “Loss' }).locator('tbody tr').last();
  await expect(written).toHaveText(/^128[\d.]+$/);

  // The same seed gives the same run, to the last digit; the line before stays.
  const loss = await shown(section, 'Validation loss').innerText();
  await button(section, 'Reset').click();
  await expect(shown(section, 'Step')).toHaveText('0', TIMEOUT);
  await button(section, 'Go on').click();
  await expect(shown(section, 'Step')).toHaveText('128', TIMEOUT);
  await expect(shown(section, 'Validation loss')).toHaveText(loss);
  await expect(button(section, 'Forget earlier lines')).toBeVisible();
});

test('by keys alone: a step, an epoch, other settings while it runs, another architecture, pause', async ({ page }) => {
  const section = await openTraining(page);
  await chooseFewDigits(section);
  await button(section, 'One step').focus();
  await page.keyboard.press('Enter');
  await expect(shown(section, 'Step')).toHaveText('1', TIMEOUT);
  // The button has kept the focus.
  await expect(button(section, 'One step')).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(shown(section, 'Step')).toHaveText('2', TIMEOUT);
  await button(section, 'One epoch').focus();
  await page.keyboard.press('Enter');
  await expect(shown(section, 'Step')).toHaveText('32', TIMEOUT);
  await button(section, 'Go on').focus();
  await page.keyboard.press('Enter');
  await expect(status(section)).toHaveText('Training.');
  await type(section, 'Learning rate η', '0.02');
  await expect(shown(section, 'Learning rate')).toHaveText('0.02', TIMEOUT);
  await type(section, 'Batch size', '7');
  await button(section, 'Pause').focus();
  await page.keyboard.press('Enter');
  await expect(status(section)).toHaveText('Paused.', TIMEOUT);

  await section.getByText('The network', { exact: true }).focus();
  await page.keyboard.press('Enter');
  const widths = section.getByRole('textbox', { name: 'Hidden layers' });
  await widths.fill('20, x');
  await widths.press('Enter');
  await expect(section.getByRole('alert')).toContainText('Got “20, x”');
  await expect(widths).toHaveValue('128, 64, 32');
  await widths.fill('24 12');
  await widths.press('Enter');
  await expect(section.locator('.setting-widths')).toContainText('19\u202f270 parameters');
  await expect(section.getByText('the next start is a fresh one')).toBeVisible();
  await button(section, 'Start').focus();
  await page.keyboard.press('Enter');
  await expect(section.locator('.plots-layer-legend')).not.toContainText('hidden layer 3', TIMEOUT);
  await button(section, 'Pause').click(TIMEOUT);
  await expect(status(section)).toHaveText('Paused.', TIMEOUT);
  // Every section has it, the network's picture among them.
  await expect(page.locator('.facts annotation').nth(1)).toContainText('784 \\times 24 + 24');
});

test('an absurd rate explodes: the step is named, no NaN is shown, and a tenth of the rate goes on', async ({ page }) => {
  const section = await openTraining(page);
  await chooseFewDigits(section);
  await type(section, 'Learning rate η', '1000000');
  await button(section, 'Start').click();
  const alert = section.locator('.training-exploded');
  await expect(alert).toContainText(/Step \d+ has exploded and was not made/, TIMEOUT);
  await expect(alert).toContainText('stands as it was before that step');
  await expect(section).not.toContainText(/NaN|Infinity/);
  await type(section, 'Learning rate η', '0.1');
  await button(section, 'Reset').click();
  await expect(alert).toHaveCount(0, TIMEOUT);
  await button(section, 'One step').click();
  await expect(shown(section, 'Step')).toHaveText('1', TIMEOUT);
});

test('a laboratory that is killed, at rest and while it trains, is replaced: no moment is lost, and it goes on', async ({
  page,
}) => {
  const section = await openTraining(page);
  const kill = async () => {
    const laboratories = page.workers().filter((worker) => worker.url().includes('laboratory'));
    await laboratories.at(-1)!.evaluate(() => setTimeout(() => close(), 0));
  };
  await chooseFewDigits(section);
  await button(section, 'One epoch').click();
  await expect(shown(section, 'Step')).toHaveText('32', TIMEOUT);
  await expect(status(section)).toHaveText('Paused.', TIMEOUT);
  await kill();
  await expect(section.getByText('Something was lost and replaced')).toBeVisible(TIMEOUT);
  await button(section, 'One epoch').click(TIMEOUT);
  await expect(shown(section, 'Step')).toHaveText('64', TIMEOUT);
  await expect(section.getByText('Something was lost and replaced')).toHaveCount(0);

  await button(section, 'Go on').click(TIMEOUT);
  await expect.poll(() => number(section, 'Epoch'), TIMEOUT).toBeGreaterThan(3);
  await kill();
  await expect(section.getByText('Something was lost and replaced')).toBeVisible(TIMEOUT);
  const epoch = await number(section, 'Epoch');
  await expect.poll(() => number(section, 'Epoch'), TIMEOUT).toBeGreaterThan(epoch + 1);
  await button(section, 'Pause').click();
  await expect(status(section)).toHaveText('Paused.', TIMEOUT);
  const slider = section.getByRole('slider', { name: 'Time travel' });
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', /^step 0,/);
  await slider.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', /^step 32,/);
  await expect(section.getByRole('img', { name: /^Speed: .*\. \d+ points; last: [\d\s]+\.$/ })).toBeAttached();
});

test('axe finds nothing in any theme, nothing moves by itself, nothing grows while it trains', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const section = await openTraining(page);
  await chooseFewDigits(section);
  await section.getByText('The network', { exact: true }).click();
  await button(section, 'Start').click();
  await expect.poll(() => number(section, 'Epoch'), TIMEOUT).toBeGreaterThan(2);
  const counts = () =>
    page.evaluate(() => ({
      elements: document.querySelectorAll('*').length,
      canvases: document.querySelectorAll('canvas').length,
    }));
  const early = await counts();
  const workers = page.workers().length;
  const epoch = await number(section, 'Epoch');
  await expect.poll(() => number(section, 'Epoch'), TIMEOUT).toBeGreaterThan(2 * epoch);
  expect(await counts()).toEqual(early);
  expect(page.workers()).toHaveLength(workers);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await button(section, 'Pause').click();
  await expect(status(section)).toHaveText('Paused.', TIMEOUT);
  for (const theme of ['Dark', 'Light', 'Projector'] as const) {
    await chooseTheme(page, theme, section);
    expect(await axeFindings(page, '[data-section=training]', theme)).toEqual([]);
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('nothing is wider than the screen, targets are large, a finger reads a plot', async ({ page }) => {
    const section = await openTraining(page);
    await chooseFewDigits(section);
    await button(section, 'One epoch').tap();
    await expect(shown(section, 'Step')).toHaveText('32', TIMEOUT);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await smallTargets(section.locator('button, select, input[type=range], summary'))).toEqual([]);
    const plot = section.locator('.training-plot-loss canvas');
    await plot.tap({ position: { x: 200, y: 60 } });
    const reading = section.locator('.training-plot-loss .plot-reading');
    await expect(reading).toContainText(/step \d.*training [\d.]+.*validation [\d.]+/s);
    // All of it lies over the plot.
    const [inner, outer] = [(await reading.boundingBox())!, (await plot.boundingBox())!];
    expect(inner.x).toBeGreaterThanOrEqual(outer.x);
    expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width + 1);
    expect(inner.y + inner.height).toBeLessThanOrEqual(outer.y + outer.height);
    await section.locator('.training-plot-loss h3').tap();
    await expect(reading).toHaveCount(0);
  });
});
