import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { writeOwnDigits } from '../../src/formats/own-digits.ts';
import { idxBytes } from '../formats/idx-bytes.ts';
import { axeFindings } from './axe.ts';
import { answer, openPage, SEVEN } from './pad-driver.ts';

/** Thousands of digits on a machine that is busy with other tests. */
const WRITTEN = { timeout: 30_000 };

const section = (page: Page) => page.locator('[data-section=training]');
const data = (page: Page) => section(page).locator('.data');
const source = (page: Page, name: string) => data(page).getByRole('radio', { name });
const list = (page: Page) => section(page).getByRole('listbox', { name: 'Digits with their labels' });

async function openData(page: Page): Promise<void> {
  await openPage(page);
  await page.evaluate(() => (location.hash = '#training'));
  await data(page).locator('summary').click();
}

/** Files in somebody's hand, to be dragged over the page and dropped. */
async function inHand(page: Page, files: readonly { readonly name: string; readonly bytes: Uint8Array }[]) {
  return page.evaluateHandle(
    (all) => {
      const made = new DataTransfer();
      for (const { name, text } of all) {
        made.items.add(new File([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], name));
      }
      return made;
    },
    files.map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString('base64') })),
  );
}

/** Drops files on the part of the section that takes data. */
async function drop(page: Page, files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<void> {
  const dataTransfer = await inHand(page, files);
  const target = section(page).locator('.data-drop');
  await target.dispatchEvent('dragenter', { dataTransfer });
  await target.dispatchEvent('dragover', { dataTransfer });
  await target.dispatchEvent('drop', { dataTransfer });
}

test('written digits are looked at by keyboard: made, filtered, walked through page by page', async ({ page }) => {
  await openData(page);
  await section(page).getByRole('spinbutton', { name: 'Digits' }).fill('1000');
  await page.keyboard.press('Tab');
  await section(page).getByRole('button', { name: 'Make them, to look at them' }).press('Enter');
  await expect(list(page).getByRole('option').first()).toHaveAccessibleName(/^\d, number 1$/, WRITTEN);
  const chosen = () => list(page).locator('[aria-selected=true]');
  await list(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(chosen()).toHaveAccessibleName('1, number 2');
  await page.keyboard.press('PageDown');
  await expect(chosen()).not.toHaveAccessibleName('1, number 2');
  await page.keyboard.press('PageUp');
  await expect(chosen()).toHaveAccessibleName('1, number 2');

  await section(page).getByRole('radio', { name: 'Held back' }).press('Space');
  await section(page).getByRole('combobox', { name: 'Digit', exact: true }).selectOption('7');
  await expect(list(page).getByRole('option').first()).toHaveAccessibleName(/^7, number 1.008$/);
  await expect(section(page).locator('.data-chosen')).toContainText(/a 7, held back/);
  await section(page).locator('.data-chosen').getByRole('button', { name: 'Put on the pad' }).press('Enter');
  await expect.poll(() => answer(page)).toBe(7);
  await expect(section(page).locator('.data-range')).toHaveText(/of 200$/);
  const last = section(page).getByRole('button', { name: 'Last', exact: true });
  await last.press('Enter');
  await expect(section(page).locator('.data-range')).toHaveText(/200 of 200$/);
  await expect(last).toBeDisabled();
  // Off, but not lost: the next key goes on from here.
  await expect(last).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(section(page).locator('.data-range')).toHaveText(/^1/);
  expect(await axeFindings(page, '.data-browser')).toEqual([]);

  await section(page).getByRole('button', { name: 'Other digits' }).press('Enter');
  await expect(data(page)).toContainText('The next start makes these first.');
  await section(page).getByRole('button', { name: 'Make those that are chosen now' }).press('Enter');
  await expect(data(page)).not.toContainText('The next start makes these first.');
});

test('MNIST: what to do without it and without a network, and files that are none are refused', async ({ page }) => {
  const asked: string[] = [];
  await page.route(/jsdelivr/, (route) => {
    asked.push(route.request().url());
    return route.abort('internetdisconnected');
  });
  await page.route(/data\/mnist/, (route) => route.fulfill({ status: 404 }));
  await openData(page);
  await source(page, 'MNIST').check({ force: true });
  await expect(data(page)).toContainText('Neither this browser nor this site has it.');
  // Nobody is asked before a person wants it.
  expect(asked).toEqual([]);
  await page.context().setOffline(true);
  await data(page).getByRole('button', { name: 'Download 11 MB from cdn.jsdelivr.net' }).click();
  await expect(data(page)).toContainText('It did not come from cdn.jsdelivr.net: train-labels-idx1-ubyte.gz did not come');
  await expect(data(page)).toContainText('You seem to be offline.');
  // The page's policy lets it ask there.
  expect(asked).toEqual(['https://cdn.jsdelivr.net/gh/fgnt/mnist@ae608a0/train-labels-idx1-ubyte.gz']);
  await expect(data(page).getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.context().setOffline(false);

  await drop(page, [{ name: 'poem.txt', bytes: Buffer.from('Tyger, tyger') }]);
  await expect(data(page)).toContainText('poem.txt: got 12 bytes unpacked, expected a file of MNIST');
  // Right sizes, wrong content: only the sum of the whole tells.
  const labels = gzipSync(idxBytes([60_000], new Uint8Array(60_000)));
  await drop(page, [{ name: 'labels.gz', bytes: labels }]);
  await expect(data(page)).toContainText('Still missing: training images.');
  const images = gzipSync(idxBytes([60_000, 28, 28], new Uint8Array(60_000 * 784)), { level: 1 });
  await drop(page, [{ name: 'images.gz', bytes: images }]);
  await expect(data(page)).toContainText('Here, from your files.');
  await section(page).getByRole('button', { name: 'Start' }).click();
  await expect(data(page)).toContainText(/It did not come from your files: \w+\.gz: got SHA-256/, WRITTEN);
  expect(await axeFindings(page, '[data-section=training] .data')).toEqual([]);

  await source(page, 'Written').check({ force: true });
  await section(page).getByRole('spinbutton', { name: 'Digits' }).fill('1000');
  await section(page).getByRole('button', { name: 'One step' }).click();
  await expect(section(page).locator('.transport-status')).toHaveText('Paused.', WRITTEN);
});

test('files are dropped on closed data: the target says so, each goes where it belongs, and one that misses is kept out', async ({
  page,
}) => {
  await openPage(page);
  await page.evaluate(() => (location.hash = '#training'));
  const target = section(page).locator('.data-drop');
  await expect(target).toBeVisible();
  const seven = { width: 2, ink: 0.8, points: SEVEN[0]!.map(([x, y]) => ({ x, y })) };
  const digits = { name: 'mine.json', bytes: Buffer.from(writeOwnDigits([{ label: 7, drawing: [seven] }])) };
  const hand = await inHand(page, [digits]);
  const isPrevented = (type: string, where: Locator) =>
    where.evaluate(
      (element, [kind, dataTransfer]) =>
        !element.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true })),
      [type, hand] as const,
    );
  expect(await isPrevented('dragenter', target.locator('summary'))).toBe(true);
  await expect(target.locator('.drop-hint')).toBeVisible();
  await expect(page.locator('[aria-live=polite]').last()).toContainText('Let go here: files of MNIST');
  await expect(target.locator('.drop-hint')).toHaveCSS('outline-style', 'dashed');
  // Words that are dragged are no files; away from it the target looks as before.
  await target.dispatchEvent('dragleave', {});
  await expect(target.locator('.drop-hint')).toHaveCount(0);
  expect(
    await target.evaluate(
      (e) => !e.dispatchEvent(new DragEvent('dragover', { dataTransfer: new DataTransfer(), cancelable: true })),
    ),
  ).toBe(false);
  expect(await isPrevented('dragover', page.locator('body'))).toBe(true);
  expect(await isPrevented('drop', page.locator('body'))).toBe(true);
  await expect(data(page)).toContainText('written digits');

  await drop(page, [digits]);
  await expect(source(page, 'Your own')).toBeChecked();
  await expect(data(page)).toContainText('1 digit came from the file.');
  await drop(page, [{ name: 'poem.json', bytes: Buffer.from('Tyger') }]);
  await expect(data(page)).toContainText('The file was not taken: this is no file of digits');
  await expect(list(page).getByRole('option')).toHaveCount(1);
  const model = await readFile('public/models/digits.safetensors');
  await drop(page, [{ name: 'theirs.safetensors', bytes: model }]);
  await expect(section(page).locator('.network-file-note')).toContainText('theirs.safetensors: a network 784 → 128');
  await section(page)
    .locator('.network-file')
    .dispatchEvent('drop', { dataTransfer: await inHand(page, [{ name: 'torn.safetensors', bytes: model.subarray(0, 99) }]) });
  await expect(section(page).locator('.network-file-note')).toContainText('torn.safetensors is not taken');
  await drop(page, [{ name: 'poem.txt', bytes: Buffer.from('Tyger, tyger') }]);
  await expect(source(page, 'MNIST')).toBeChecked();
  await expect(data(page)).toContainText('poem.txt: got 12 bytes unpacked, expected a file of MNIST');
});

test.describe('by touch, on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('own digits are named, kept over a reload, changed, deleted, brought back, and go out and in as a file', async ({
    page,
  }) => {
    await openData(page);
    await source(page, 'Your own').check({ force: true });
    await expect(data(page)).toContainText('First draw on the pad');
    for (const digit of [7, 2]) {
      await page.getByRole('button', { name: `${digit}, a sample` }).tap();
      await data(page)
        .getByRole('button', { name: `Keep what is on the pad as a ${digit}` })
        .tap();
      await expect(data(page)).toContainText(`Kept as a ${digit}`);
    }
    await page.reload();
    await data(page).locator('summary').tap();
    await expect(source(page, 'Your own')).toBeChecked();
    await expect(list(page).getByRole('option')).toHaveCount(2);
    const box = await list(page).getByRole('option').first().boundingBox();
    expect(Math.min(box!.width, box!.height)).toBeGreaterThanOrEqual(44);
    await list(page).getByRole('option').nth(1).tap();
    await section(page).getByRole('combobox', { name: 'Number 2 is a' }).selectOption('3');
    await expect(list(page).getByRole('option').nth(1)).toHaveAccessibleName('3, number 2');
    await section(page).getByRole('button', { name: 'Put on the pad' }).tap();
    await expect(data(page).getByRole('button', { name: 'Keep what is on the pad as a 3' })).toBeEnabled();
    await section(page).getByRole('button', { name: 'Delete', exact: true }).tap();
    await expect(list(page).getByRole('option')).toHaveCount(1);
    await data(page).getByRole('button', { name: 'Undo the last change of your digits' }).tap();
    await expect(list(page).getByRole('option')).toHaveCount(2);

    const download = page.waitForEvent('download');
    await data(page).getByRole('button', { name: 'Save your digits as a file' }).tap();
    const path = await (await download).path();
    await data(page).getByRole('button', { name: 'Delete all' }).tap();
    await expect(section(page)).toContainText('You have drawn none yet.');
    await data(page).getByLabel('Load a file…').setInputFiles(path);
    await expect(data(page)).toContainText('2 digits came from the file.');
    await data(page)
      .getByLabel('Load a file…')
      .setInputFiles({ name: 'poem.json', mimeType: 'application/json', buffer: Buffer.from('Tyger') });
    await expect(data(page)).toContainText('The file was not taken: this is no file of digits');
    await expect(list(page).getByRole('option')).toHaveCount(2);
    expect(await axeFindings(page, '[data-section=training] .data')).toEqual([]);
  });
});
