import { expect, test, type Page } from '@playwright/test';
import { drawWithMouse, openPage, percentages, type Cell } from './pad-driver.ts';
import { checksum } from './picture.ts';

/** A small five in a corner, drawn thinly: every step has something to do. */
const SMALL_FIVE: readonly (readonly Cell[])[] = [
  [
    [8, 2],
    [3, 2],
    [3, 6],
    [6, 5],
    [8, 7],
    [7, 9.5],
    [3, 10],
  ],
];

const STEPS = ['Fit', 'Constant pen', 'Centre of mass', 'Anti-alias'] as const;

/** What stands at each of the four pictures for those who do not see them. */
async function descriptions(page: Page): Promise<string[]> {
  return page.locator('.step-picture').evaluateAll((images) => images.map((image) => image.getAttribute('aria-label') ?? ''));
}

/** The dots of each picture, as one number. */
async function checksums(page: Page): Promise<number[]> {
  return Promise.all((await page.locator('canvas.step-picture').all()).map(checksum));
}

// Pictures below the screen are not drawn: all four steps on the screen.
test.use({ viewport: { width: 1366, height: 1300 } });

test('the four steps lead from the drawing to a fitted, centred image, and are saved as pictures; each can be switched off and comes back', async ({
  page,
}) => {
  await openPage(page);
  const size = page.getByRole('spinbutton', { name: 'Size' });
  await size.fill('1');
  await size.press('Enter');
  await drawWithMouse(page, SMALL_FIVE);

  const [fit, , , image] = await descriptions(page);
  expect(fit).toMatch(/columns \d+ to \d+, rows 4 to 25|columns \d+ to \d+, rows 5 to 24/);
  expect(image).toMatch(/^Ink on \d+ of 784 pixels/);
  const buttons = page.locator('[data-section=draw]').getByRole('button', { name: /Save as picture/ });
  await expect(buttons).toHaveCount(3);
  for (const [index, name] of ['digit', 'steps', 'predictions'].entries()) {
    const download = page.waitForEvent('download');
    await buttons.nth(index).click();
    expect((await download).suggestedFilename()).toBe(`${name}.png`);
  }

  // Each step can be switched off: its picture and the bars react, and come back.
  const bars = (await percentages(page)).join();
  const pictures = await checksums(page);
  for (const [index, step] of STEPS.entries()) {
    const toggle = page.getByRole('switch', { name: step });
    await toggle.uncheck();
    await expect.poll(async () => (await percentages(page)).join()).not.toBe(bars);
    await expect.poll(async () => (await checksums(page))[index]).not.toBe(pictures[index]);
    await toggle.check();
    await expect.poll(async () => (await percentages(page)).join()).toBe(bars);
    await expect.poll(async () => checksums(page)).toEqual(pictures);
  }
  // With every step off the network sees the drawing where it is.
  for (const step of STEPS) await page.getByRole('switch', { name: step }).uncheck();
  const [, , , unfitted] = await descriptions(page);
  // The line's edges run through the middles of a column and a row, and the mouse moves by whole pixels.
  expect(unfitted).toMatch(/columns [34] to 8, rows [23] to 10/);
});
