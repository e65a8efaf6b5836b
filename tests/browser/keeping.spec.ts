import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { readModel, readNotes } from '../../src/formats/model.ts';
import { axeFindings } from './axe.ts';
import { drawWithMouse, openPage, openSection, percentages, SEVEN } from './pad-driver.ts';

test.use({ hasTouch: true });

const slider = (section: Locator) => section.getByRole('slider', { name: 'Time travel' });
const button = (section: Locator, name: string) => section.getByRole('button', { name, exact: true });
const stepShown = (section: Locator) => section.locator('.training-numbers dd').nth(1);

/** The training section, after some epochs of few digits, so that a slow machine is soon ready. */
async function trained(page: Page, epochs = 1): Promise<Locator> {
  await openPage(page);
  await drawWithMouse(page, SEVEN);
  const section = await openSection(page, 'training', '.transport-start');
  await section.locator('.data > summary').click();
  await section.getByRole('spinbutton', { name: 'Digits' }).fill('1000');
  await page.keyboard.press('Tab');
  await section.getByLabel('Stop by itself').selectOption('epochs');
  await section.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill(String(epochs));
  await button(section, 'Start').click();
  await expect(button(section, 'Go on')).toBeVisible({ timeout: 40_000 });
  await expect(section.locator('.transport-status')).toHaveText('Paused.');
  // The end is a moment to travel to once it has been looked at.
  await expect
    .poll(async () => (await slider(section).getAttribute('aria-valuetext'))!.split(',')[0])
    .toBe(`step ${await stepShown(section).textContent()}`);
  return section;
}

test('a run is travelled in by keys and touch, branches, and outlives a reload; the network goes to a file and back', async ({
  page,
}) => {
  test.setTimeout(120_000);
  page.setDefaultTimeout(20_000);
  let section = await trained(page, 4);
  const end = await slider(section).getAttribute('aria-valuetext');
  expect(end).toMatch(/^step .*validation/);

  // Keys: to the first moment, and one on.
  await slider(section).focus();
  await page.keyboard.press('Home');
  await expect(slider(section)).toHaveAttribute('aria-valuetext', /^step 0,/);
  await expect(stepShown(section)).toHaveText('0');
  await page.keyboard.press('ArrowRight');
  await expect(stepShown(section)).not.toHaveText('0');
  await expect(section.locator('.time-travel-note')).toContainText('another line begins');
  await button(section, 'Back to the end').click();
  await expect(slider(section)).toHaveAttribute('aria-valuetext', end!);

  // A finger in the middle of the slider, and on from there: another line.
  const box = (await slider(section).boundingBox())!;
  await slider(section).tap({ position: { x: box.width / 2, y: box.height / 2 } });
  await expect(slider(section)).not.toHaveAttribute('aria-valuetext', end!);
  await button(section, 'Go on from here').click();
  await expect(section.getByLabel('Line to travel along')).toBeVisible();
  await expect(section.locator('.transport-status')).toHaveText('Paused.', { timeout: 40_000 });
  await expect(slider(section)).toHaveAttribute('aria-valuetext', end!);
  await section.getByLabel('Line to travel along').selectOption({ index: 0 });
  await expect(section.locator('.time-travel-note')).toContainText('another line begins');
  await button(section, 'Back to the end').click();
  expect(await axeFindings(page, '[data-section="training"] .time-travel')).toEqual([]);
  expect(await axeFindings(page, '[data-section="training"] .network-file')).toEqual([]);

  // Saved with its log, and read by the code that everybody else uses.
  const before = await percentages(page);
  expect(before.some((value) => value > 0)).toBe(true);
  const download = page.waitForEvent('download');
  await button(section, 'Save').click();
  const path = (await (await download).path())!;
  const file = new Uint8Array(await readFile(path));
  expect(readModel(file).parameters).toHaveLength(4);
  expect(JSON.parse(readNotes(file)['trainingLog']!).looks.length).toBeGreaterThan(3);

  await button(section, 'Bring the pretrained network back').click();
  await expect(section.locator('.network-file-note')).toContainText('pretrained network is the page’s network again');
  await expect.poll(() => percentages(page)).not.toEqual(before);
  const chooser = section.locator('input[type=file][accept=".safetensors"]');
  await chooser.setInputFiles({ name: 'torn.safetensors', mimeType: '', buffer: Buffer.from(file.slice(0, 5000)) });
  await expect(section.locator('.network-file-note')).toContainText('torn.safetensors is not taken');
  await expect(section.locator('.network-file-note')).toContainText('expected');
  await chooser.setInputFiles({ name: 'mine.safetensors', mimeType: '', buffer: Buffer.from(file) });
  await expect(section.locator('.network-file-note')).toContainText('784 → 128 → 64 → 32 → 10');
  await expect.poll(() => percentages(page)).toEqual(before);

  // The visit ends; the next one finds it.
  await expect
    .poll(() => page.evaluate(() => indexedDB.databases().then((all) => all.map(({ name }) => name).join())))
    .toContain('neural-network-simulator');
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const open = indexedDB.open('neural-network-simulator');
        await new Promise((done) => open.addEventListener('success', done));
        const work = open.result.transaction('work').objectStore('work').count();
        await new Promise((done) => work.addEventListener('success', done));
        open.result.close();
        return work.result;
      }),
    )
    .toBe(1);
  await page.evaluate(() => scrollTo(0, 0));
  await openPage(page);
  await drawWithMouse(page, SEVEN);
  section = await openSection(page, 'training', '.transport-start');
  const found = section.getByRole('region', { name: 'From your last visit' });
  await expect(found).toContainText(/A network that you trained until .*: step /);
  await expect(slider(section)).toHaveAttribute('aria-valuetext', end!);
  expect(await axeFindings(page, '[data-section="training"] .kept-work')).toEqual([]);
  await button(section, 'Bring it back').click();
  await expect(found).toHaveCount(0, { timeout: 40_000 });
  await expect(section.locator('.transport-status')).toHaveText('Paused.');
  await expect.poll(() => percentages(page)).toEqual(before);
});

test('where the browser forbids storage it is said, and training works', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  });
  const section = await trained(page);
  await expect(section.getByText('Training is not kept for your next visit')).toBeVisible();
  await expect(slider(section)).toHaveAttribute('aria-valuetext', /^step [1-9]/);
});

test('a full storage is said, nothing is lost on the page, and once there is room all is kept', async ({ page }) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    let isFull = true;
    addEventListener('room', () => {
      isFull = false;
    });
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...what) {
      if (isFull) throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, what);
    };
  });
  const section = await trained(page);
  const problem = section.getByText('Training is not kept for your next visit');
  await expect(problem).toContainText('the storage that this browser gives to the page is full');
  await button(section, 'One step').click();
  await expect(stepShown(section)).toHaveText('33');
  await slider(section).press('Home');
  await expect(slider(section)).toHaveAttribute('aria-valuetext', /^step 0,/);
  await button(section, 'Back to the end').click();
  await expect(slider(section)).toHaveAttribute('aria-valuetext', /^step 33,/);
  await page.evaluate(() => dispatchEvent(new Event('room')));
  await button(section, 'One step').click();
  await expect(problem).toHaveCount(0);
  await page.reload();
  const next = await openSection(page, 'training', '.transport-start');
  await expect(next.getByRole('region', { name: 'From your last visit' })).toContainText('step 34');
});
