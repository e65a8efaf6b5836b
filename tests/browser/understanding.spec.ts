import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { chooseTheme, contents, openPage, openSection, percentages, smallTargets } from './pad-driver.ts';

/** The digits of "7 → 1" and the share of "97.8 %" under a mistake. */
async function wordsOf(mistake: Locator): Promise<{ read: number; share: number }> {
  const [, , read, share] = /(\d) → (\d)\s*([\d.]+)/.exec(await mistake.innerText())!;
  return { read: Number(read), share: Number(share) };
}

/** Puts a mistake on the pad: what the list says of it is what the page's network says there. */
async function checkMistake(page: Page, mistake: Locator): Promise<{ read: number; share: number }> {
  await mistake.click();
  const { read, share } = await wordsOf(mistake);
  await expect
    .poll(async () => {
      const shares = await percentages(page);
      return [shares.indexOf(Math.max(...shares)), Math.max(...shares).toFixed(1)];
    })
    .toEqual([read, share.toFixed(1)]);
  return { read, share };
}

async function openTraining(page: Page): Promise<Locator> {
  await openPage(page);
  return openSection(page, 'training', '.understanding');
}

/** Scrolls until the matrix is in sight: what is not is not laid out, and what loads above it pushes it away. */
async function toMatrix(section: Locator): Promise<void> {
  await expect(async () => {
    await section.locator('.understanding').evaluate((element) => element.scrollIntoView());
    await expect(section.getByRole('grid')).toBeInViewport({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
}

/** Trains on some thousand digits, so that a slow machine is soon ready, until there is a matrix, and pauses. */
async function trainALittle(section: Locator): Promise<void> {
  await section.locator('.data > summary').click();
  await section.getByRole('spinbutton', { name: 'Digits' }).fill('4000');
  await section.getByRole('spinbutton', { name: 'Digits' }).press('Enter');
  await expect(section.locator('.data > summary')).toContainText('4\u202f000 written digits');
  await section.getByRole('button', { name: 'Start', exact: true }).click();
  await toMatrix(section);
  await section.getByRole('button', { name: 'Pause' }).press('Enter');
  await expect(section.locator('.transport-status')).toHaveText('Paused.');
  await toMatrix(section);
}

/** A bar that is meant to be another digit than it is read as: two seconds later it is read as meant, and the way back is exact. */
async function teachByKeys(page: Page, section: Locator): Promise<void> {
  const teaching = section.locator('.teaching');
  await teaching.scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Clear it' }).press('Enter');
  await page.getByLabel('Draw a digit to teach').focus();
  await page.keyboard.press('Space');
  for (let step = 0; step < 14; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(teaching.locator('.teaching-reads')).toContainText(/It reads \d/);
  const read = Number(/It reads (\d)/.exec((await teaching.locator('.teaching-reads').textContent())!)![1]);
  // The meters are out of sight here, and follow when all has settled.
  const best = async () => {
    const shares = await percentages(page);
    return shares.indexOf(Math.max(...shares));
  };
  await expect.poll(best).toBe(read);
  // A shorter bar may have been read as the same digit: in sight they are those of this moment.
  await page.evaluate(() => scrollTo(0, 0));
  await expect(page.getByRole('meter', { name: 'Digit 9', exact: true })).toBeInViewport();
  await page.waitForTimeout(1000);
  const before = await percentages(page);
  const meant = (read + 3) % 10;
  await teaching.getByRole('button', { name: `I mean a ${meant}` }).press('Enter');
  const own = teaching.getByRole('group', { name: 'Your digits' }).getByRole('button');
  await expect(own).toHaveCount(1);
  await expect(own).toHaveAccessibleName(`A ${meant} of yours, not taught yet`);
  await teaching.getByRole('button', { name: 'Teach it for two seconds' }).press('Enter');
  await expect(teaching.locator('.teaching-status')).toContainText('The page has the taught network.', { timeout: 30_000 });
  await expect(own).toHaveAccessibleName(`A ${meant} of yours, read as ${read} before and ${meant} after`);
  await expect(teaching.locator('.teaching-reads')).toContainText(`It reads ${meant}`);
  await expect(teaching.getByRole('row', { name: /^your digits/ })).toContainText(/0 of 1.*1 of 1/);
  await expect(teaching.getByRole('row', { name: /^images held back/ })).toContainText(/of 2.000.*of 2.000/);
  const download = page.waitForEvent('download');
  await teaching.getByRole('button', { name: 'Save “What it reads rightly, before and after” as CSV' }).press('Enter');
  const csv = await readFile((await (await download).path())!, 'utf8');
  expect(csv).toMatch(/^"digits",.*\n"your digits",0,1,1,1\n/);
  const [, right] = /"images held back.*,(\d+),2000\n$/.exec(csv)!;
  // What is mistaken for what is that of the taught network, too, which is now the page's.
  await toMatrix(section);
  await expect(section.locator('.confusion-whose')).toHaveText(/the page has now, which is not the one in training/);
  await expect
    .poll(async () => {
      const counts = await section.getByRole('gridcell').evaluateAll((all) => all.map((cell) => Number(cell.textContent || 0)));
      return counts.reduce((sum, count, cell) => (cell % 11 === 0 ? sum + count : sum), 0);
    })
    .toBe(Number(right));
  await checkMistake(page, section.getByRole('group', { name: 'The worst mistakes' }).getByRole('button').first());
  await section.getByRole('button', { name: 'Take it away again' }).click();
  await expect(teaching.locator('.teaching-reads')).toContainText(`It reads ${meant}`);
  await expect.poll(best).toBe(meant);
  const after = await percentages(page);
  await teaching.getByRole('button', { name: 'Back to the network before' }).press('Enter');
  await expect.poll(() => percentages(page)).toEqual(before);
  await teaching.getByRole('button', { name: 'Take the taught one again' }).press('Enter');
  await expect.poll(() => percentages(page)).toEqual(after);
}

test('the matrix counts all images held back, cells open their pictures by keys, a picture goes to the pad, and a digit is taught', async ({
  page,
}) => {
  const section = await openTraining(page);
  await expect(section.locator('.understanding')).toContainText('Press Start');
  await trainALittle(section);
  const cells = section.getByRole('gridcell');
  await expect(cells).toHaveCount(100);
  const counts = await cells.evaluateAll((all) => all.map(({ textContent }) => Number(textContent || 0)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2000);
  const correct = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].reduce((sum, digit) => sum + counts[11 * digit]!, 0);
  await expect(section.locator('.training-numbers')).toContainText(((correct / 2000) * 100).toFixed(1));
  await expect(section.locator('.classes-list > li').nth(3)).toContainText(`${counts[33]} of 200`);

  // From cell to cell by keys: 0 read as 1, then down and left to 1 read as 0, and on to the right answers of 1.
  await cells.nth(1).focus();
  await page.keyboard.press('ArrowDown');
  await expect(cells.nth(11)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cells.nth(11)).toHaveAttribute('aria-selected', 'true');
  await expect(section.locator('.cell-pictures h3')).toHaveText('Each 1 that is read rightly');
  const pictures = section.getByRole('group', { name: 'Images of the cell' }).getByRole('button');
  await expect(pictures).toHaveCount(24);
  await expect(section.locator('.cell-count')).toHaveText(`${counts[11]} images, page 1 of ${Math.ceil(counts[11]! / 24)}`);
  const first = await pictures.first().getAttribute('aria-label');
  await section.getByRole('button', { name: 'Next page' }).click();
  await expect(pictures.first()).not.toHaveAttribute('aria-label', first!);
  await pictures.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(pictures.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(pictures.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await expect(contents(page)).toContainText('A picture is on the pad');

  // What the list of mistakes says of an image is what the page's network says to it on the pad.
  const mistakes = section.getByRole('group', { name: 'The worst mistakes' }).getByRole('button');
  await expect(mistakes).toHaveCount(12);
  const { read, share } = await checkMistake(page, mistakes.nth(2));
  await expect(section.locator('.understanding-on-pad')).toContainText(`reads ${read}, ${share.toFixed(1)}`);
  await section.getByRole('button', { name: 'Take it away again' }).click();
  await expect(mistakes.nth(2)).toHaveAttribute('aria-pressed', 'false');
  await expect(pictures.nth(1)).toHaveAttribute('aria-pressed', 'true');

  await teachByKeys(page, section);

  for (const theme of ['Dark', 'Light', 'Projector']) {
    await chooseTheme(page, theme, section);
    await toMatrix(section);
    expect(await axeFindings(page, '[data-section=training] :is(.understanding, .teaching)', theme)).toEqual([]);
  }
});

test.describe('by touch', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a finger opens a cell, whose pictures come into sight, and puts one on the pad', async ({ page }) => {
    const section = await openTraining(page);
    await trainALittle(section);
    await expect.poll(() => smallTargets(section.locator('.understanding :is(td, button, a)'))).toEqual([]);
    await expect.poll(() => smallTargets(section.locator('.teaching button'))).toEqual([]);
    await section.getByRole('gridcell').nth(22).tap();
    const pictures = section.getByRole('group', { name: 'Images of the cell' }).getByRole('button');
    await expect(pictures.first()).toBeInViewport();
    await pictures.first().tap();
    await expect(section.locator('.understanding-on-pad')).toContainText('a 2.');
    await expect(contents(page)).toContainText('A picture is on the pad');
    // A finger draws here as on the pad above, which shows the same, and the page stays where it is.
    const pad = page.getByLabel('Draw a digit to teach');
    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox())!;
    const finger = await page.context().newCDPSession(page);
    const at = (x: number, y: number) => [{ x: box.x + x * box.width, y: box.y + y * box.height }];
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0.5, 0.2) });
    await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(0.5, 0.8) });
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(contents(page)).toHaveText('1 stroke on the pad.');
    expect((await pad.boundingBox())!.y).toBe(box.y);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
