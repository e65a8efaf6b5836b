import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { readFile } from 'node:fs/promises';
import { shownNumber } from '../../src/domain/decimals.ts';
import { chooseTheme, openPage, openSection, smallTargets } from './pad-driver.ts';
import { checksum } from './picture.ts';

/** Opens the section and goes on to its landscape, which is computed once it is in sight. */
async function openLandscape(page: Page): Promise<Locator> {
  await openPage(page);
  await openSection(page, 'backpropagation', '.slot-now');
  const landscape = page.locator('.landscape');
  await landscape.evaluate((element) => element.scrollIntoView());
  return landscape;
}

const DONE = /networks × [\d\u202f]+ images in/;
/** On a busy machine that takes a while. */
const expectComputed = (landscape: Locator) => expect(progress(landscape)).toHaveText(DONE, { timeout: 30_000 });
const progress = (landscape: Locator) => landscape.locator('.landscape-progress p');
const surface = (landscape: Locator) => landscape.getByRole('group', { name: 'Surface of the cost' });
const map = (landscape: Locator) => landscape.getByRole('group', { name: 'Map of the cost' });
const button = (landscape: Locator, name: string) => landscape.getByRole('button', { name, exact: true });
const fieldOf = (landscape: Locator, name: string) => landscape.getByRole('spinbutton', { name, exact: true });
/** A number below the pictures and where it is. */
const readout = (landscape: Locator, name: string) =>
  landscape.locator('.landscape-readout > div', { has: landscape.page().getByText(name, { exact: true }) }).locator('dd');

/** All computed points: x, y and cost. */
async function savedNumbers(landscape: Locator): Promise<number[][]> {
  const download = landscape.page().waitForEvent('download');
  await button(landscape, 'Save numbers (CSV)').click();
  const text = await readFile(await (await download).path(), 'utf8');
  return text
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
}

test('the landscape is computed in sight around the cost of the batch; the path goes on in it; other choices compute another, until stopped', async ({
  page,
}) => {
  const landscape = await openLandscape(page);
  await expectComputed(landscape);
  const section = page.locator('[data-section=backpropagation]');
  const numbers = await savedNumbers(landscape);
  expect(numbers).toHaveLength(51 * 51);
  const costs = numbers.map(([, , cost]) => cost!);
  const middle = numbers[25 * 51 + 25]!;
  expect(Math.hypot(middle[0]!, middle[1]!)).toBeLessThan(1e-12);
  const shown = await section
    .locator('.progress-numbers > div', { has: page.getByText('Cost', { exact: true }) })
    .locator('dd')
    .textContent();
  // The section computes in float64, the landscape in float32, and three digits are shown of a small number.
  expect(Math.abs(middle[2]! / shownNumber(shown!) - 1)).toBeLessThan(0.006);
  expect(shownNumber((await readout(landscape, 'Highest').locator('.landscape-cost').textContent())!)).toBeCloseTo(
    Math.max(...costs),
    1,
  );
  await expect(landscape.getByText('The path is one point so far.')).toBeVisible();
  await button(landscape, 'Other directions').click();
  await expect.poll(async () => (await savedNumbers(landscape))[0]).not.toEqual(numbers[0]);
  await landscape.getByRole('combobox', { name: 'Slice through' }).selectOption('path');
  await expect(progress(landscape)).toHaveText(/The path has no direction yet/);
  await landscape.getByRole('combobox', { name: 'Slice through' }).selectOption('gradient');
  await expectComputed(landscape);

  for (let stage = 0; stage < 13; stage++) await section.getByRole('button', { name: 'Step', exact: true }).click();
  await landscape.evaluate((element) => element.scrollIntoView());
  // Gradient and path lie in this plane.
  await expect(landscape.getByText(/The slice holds (100\.0|99\.\d).% of the path’s variance/)).toBeVisible();
  await expect(surface(landscape).getByRole('img')).toHaveAccessibleName(/The path of 1 step goes from/);

  // What it is computed from can be chosen, and a long computation be stopped.
  await landscape.getByRole('combobox', { name: 'Slice through' }).selectOption('random');
  await landscape.getByRole('combobox', { name: 'Points' }).selectOption('25');
  await expect(progress(landscape)).toHaveText(/^625 networks × 8 images in/, { timeout: 30_000 });
  await landscape.getByRole('radio', { name: 'cost', exact: true }).check();
  await landscape.getByRole('combobox', { name: 'Points' }).selectOption('101');
  await landscape.getByRole('radio', { name: /1.000 samples/ }).check();
  await expect(progress(landscape)).toHaveText(/Computing row [2-9] of 101/, { timeout: 20_000 });
  await button(landscape, 'Stop').click();
  await expect(progress(landscape)).toHaveText(/Stopped after row \d+ of 101/);
  await button(landscape, 'Compute').click();
  await expect(progress(landscape)).toHaveText(/Computing row/);
  await button(landscape, 'Stop').click();
});

test('the surface is turned by mouse and keys, points are read by both; axe finds nothing, nothing moves by itself, figures are saved', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const landscape = await openLandscape(page);
  await expectComputed(landscape);
  const before = await checksum(surface(landscape).locator('canvas'));
  const box = (await surface(landscape).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect(readout(landscape, 'Pointed at').locator('.landscape-cost')).toBeVisible();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 100, box.y + box.height / 2 + 20, { steps: 5 });
  await page.mouse.up();
  // Half a turn in 400 pixels.
  await expect(fieldOf(landscape, 'Turn °')).toHaveValue('75');
  await expect(fieldOf(landscape, 'Tilt °')).toHaveValue('41');
  expect(await checksum(surface(landscape).locator('canvas'))).not.toBe(before);
  await surface(landscape).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await expect(fieldOf(landscape, 'Turn °')).toHaveValue('80');
  await expect(fieldOf(landscape, 'Tilt °')).toHaveValue('36');
  await page.keyboard.press('Home');
  await expect(fieldOf(landscape, 'Turn °')).toHaveValue('30');

  await page.mouse.move(0, 0);
  await map(landscape).focus();
  await page.keyboard.press('Home');
  const lowest = await readout(landscape, 'Lowest').textContent();
  await expect(readout(landscape, 'Pointed at')).toHaveText(lowest!);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowUp');
  await expect(readout(landscape, 'Pointed at')).not.toHaveText(lowest!);

  expect(await axeFindings(page, '.landscape')).toEqual([]);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  for (const name of ['As a surface', 'As a map']) {
    const download = page.waitForEvent('download');
    await landscape.getByRole('button', { name: `Save as picture: ${name}` }).click();
    expect((await download).suggestedFilename()).toMatch(/^landscape-(surface|contours)\.png$/);
  }
  for (const theme of ['Light', 'Projector'] as const) {
    await chooseTheme(page, theme, landscape);
    expect(await axeFindings(page, '.landscape', theme)).toEqual([]);
  }
});

test('a worker that does not start is named, and the rest of the section works', async ({ page }) => {
  await page.route('**/landscape-worker*', (route) => route.abort());
  const landscape = await openLandscape(page);
  await expect(progress(landscape)).toContainText('No landscape:');
  await page.locator('[data-section=backpropagation]').getByRole('button', { name: 'Step', exact: true }).click();
  await expect(page.locator('[data-section=backpropagation] [aria-current=step]')).toHaveText('→ 1');
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('a finger turns and points, targets are large, nothing is wider than the screen', async ({ page }) => {
    const landscape = await openLandscape(page);
    await expectComputed(landscape);
    await map(landscape).evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const box = (await map(landscape).boundingBox())!;
    await page.touchscreen.tap(box.x + box.width * 0.4, box.y + box.height * 0.4);
    await expect(readout(landscape, 'Pointed at').locator('.landscape-cost')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await smallTargets(landscape.locator('button, input, select'))).toEqual([]);
  });
});
