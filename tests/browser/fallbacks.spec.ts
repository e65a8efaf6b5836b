import { expect, test, type Page } from '@playwright/test';
import { dotsOf } from './picture.ts';
import { admitSoftwareGpu, loseGpu, openedContexts } from './software-gpu.ts';
import { changeBrowser, loseStudio, studioOf } from './studio.ts';
import { answer, contents, drawWithMouse, openPage, pad, percentages, SEVEN } from './pad-driver.ts';

const MODEL = '**/models/digits.safetensors';

/** Is there ink in the picture of the pad? Its corners are empty, so any two dots that differ in the middle row are ink. */
async function showsInk(page: Page): Promise<boolean> {
  return (await dotsOf(pad(page))).evaluate(({ data, width, height }) => {
    const middle = Math.floor(height / 2) * width * 4;
    const values = data.subarray(middle, middle + width * 4).filter((_, index) => index % 4 === 3);
    return Math.max(...values) - Math.min(...values) > 100;
  });
}

/** Neither the page nor the worker that draws gets a context of these kinds. */
async function refuseContexts(page: Page, kinds: readonly string[]): Promise<void> {
  await changeBrowser(
    page,
    (refused) => {
      for (const { prototype } of [globalThis.OffscreenCanvas, globalThis.HTMLCanvasElement].filter(Boolean)) {
        const original = prototype.getContext as (kind: string, ...rest: unknown[]) => RenderingContext | null;
        prototype.getContext = function (this: object, kind: string, ...rest: unknown[]) {
          return refused.includes(kind) ? null : Reflect.apply(original, this, [kind, ...rest]);
        } as never;
      }
    },
    kinds,
  );
}

test('without WebAssembly the JavaScript engine gives the same answer, and the page says so; the theme is remembered', async ({
  page,
  browser,
}) => {
  await openPage(page);
  await expect(page.getByRole('status')).toContainText('WebAssembly');
  await drawWithMouse(page, SEVEN);
  const withWasm = await percentages(page);

  const other = await browser.newPage();
  await other.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await openPage(other);
  await expect(other.getByRole('status')).toContainText('JavaScript');
  await drawWithMouse(other, SEVEN);
  expect(await percentages(other)).toEqual(withWasm);
  await other.close();

  // And the theme is remembered.
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('radio', { name: 'Projector' }).check();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'projector');
  await expect(page.getByRole('radio', { name: 'Projector' })).toBeChecked();
});

test('a damaged or missing model is named with what was found and expected, the pad still draws, and trying again helps', async ({
  page,
}) => {
  await page.route(MODEL, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: body.subarray(0, body.length - 1000) });
  });
  await page.goto('/');
  const status = page.getByRole('status');
  await expect(status).toContainText('could not be loaded: got');
  await expect(status).toContainText('expected');
  await drawWithMouse(page, SEVEN);
  await expect(contents(page)).toHaveText('1 stroke on the pad.');
  await expect.poll(() => showsInk(page)).toBe(true);
  expect(await percentages(page)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  await page.unroute(MODEL);
  await page.route(MODEL, (route) => route.fulfill({ status: 404, body: 'not here' }));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(status).toContainText('got HTTP status 404, expected 200, file digits.safetensors');
  await page.unroute(MODEL);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(status).toContainText('Ready');
  await expect.poll(() => answer(page)).toBe(7);
});

test('a binary that does not come leaves the work to JavaScript, and forbidden storage breaks nothing', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('forbidden', 'SecurityError');
      },
    });
  });
  await page.route('**/*.wasm', (route) => route.abort());
  await openPage(page);
  await expect(page.getByRole('status')).toContainText('JavaScript');
  await drawWithMouse(page, SEVEN);
  expect(await answer(page)).toBe(7);
  await page.getByRole('radio', { name: 'Light' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('without WebGL the canvas renderer draws the pictures', async ({ page }) => {
  await refuseContexts(page, ['webgl', 'webgl2']);
  await openPage(page);
  await expect(page.locator('html')).toHaveAttribute('data-pictures', 'canvas');
  await expect(page.getByRole('status')).toContainText('without GPU');
  await drawWithMouse(page, SEVEN);
  await expect.poll(() => showsInk(page)).toBe(true);
  expect(await answer(page)).toBe(7);
});

for (const cause of ['their worker does not come', 'the browser has no canvases for workers']) {
  test(`the page draws its pictures itself where ${cause}`, async ({ page }) => {
    if (cause === 'their worker does not come') await loseStudio(page);
    else await page.addInitScript(() => Reflect.deleteProperty(HTMLCanvasElement.prototype, 'transferControlToOffscreen'));
    await openPage(page);
    await expect(page.locator('html')).toHaveAttribute('data-pictures', 'canvas');
    expect(studioOf(page)).toBeUndefined();
    await drawWithMouse(page, SEVEN);
    await expect.poll(() => showsInk(page)).toBe(true);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => showsInk(page)).toBe(false);
  });
}

test('without any pictures the page still takes a drawing and answers', async ({ page }) => {
  await refuseContexts(page, ['webgl', 'webgl2', '2d', 'bitmaprenderer']);
  await openPage(page);
  await expect(page.locator('html')).toHaveAttribute('data-pictures', 'none');
  await expect(page.getByText('This browser shows no pictures')).toBeVisible();
  await drawWithMouse(page, SEVEN);
  expect(await answer(page)).toBe(7);
  await expect(page.locator('.step-picture').last()).toHaveAttribute('aria-label', /Ink on \d+ of 784 pixels/);
});

test('a GPU that is lost twice, and then for good, costs no picture', async ({ page }) => {
  await admitSoftwareGpu(page);
  await openPage(page);
  const pictures = page.locator('html');
  await expect(pictures).toHaveAttribute('data-pictures', 'webgl');
  await drawWithMouse(page, SEVEN);
  await expect.poll(() => showsInk(page)).toBe(true);
  expect(await openedContexts(page)).toBe(1);
  for (let loss = 1; loss <= 4; loss++) {
    await loseGpu(page);
    if (loss < 4) await expect.poll(() => openedContexts(page)).toBe(loss + 1);
    // A picture of what is drawn now, not a leftover of the lost one.
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => showsInk(page)).toBe(false);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => showsInk(page)).toBe(true);
  }
  await expect(pictures).toHaveAttribute('data-pictures', 'canvas');
});
