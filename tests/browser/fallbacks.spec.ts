import { expect, test, type Page } from '@playwright/test';
import { admitSoftwareGpu, openedContexts } from './software-gpu.ts';
import { answer, contents, drawWithMouse, openPage, pad, percentages, SEVEN } from './pad-driver.ts';

const MODEL = '**/models/digits.safetensors';

/** Is there ink in the picture of the pad? Its corners are empty, so any two dots that differ in the middle row are ink. */
async function showsInk(page: Page): Promise<boolean> {
  return pad(page).evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const context = (element as HTMLCanvasElement).getContext('2d');
    if (!context || width === 0) return false;
    const row = context.getImageData(0, Math.round(height / 2), width, 1).data;
    const values = row.filter((_, index) => index % 4 === 3);
    return Math.max(...values) - Math.min(...values) > 100;
  });
}

async function refuseContexts(page: Page, kinds: readonly string[]): Promise<void> {
  await page.addInitScript((refused) => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return refused.includes(kind) ? null : Reflect.apply(original, this, [kind, ...rest]);
    } as typeof original;
  }, kinds);
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
    await page.evaluate(() => {
      const { opened } = window as unknown as { opened: WebGLRenderingContext[] };
      opened[opened.length - 1]!.getExtension('WEBGL_lose_context')!.loseContext();
    });
    if (loss < 4) await expect.poll(() => openedContexts(page)).toBe(loss + 1);
    // A picture of what is drawn now, not a leftover of the lost one.
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => showsInk(page)).toBe(false);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => showsInk(page)).toBe(true);
  }
  await expect(pictures).toHaveAttribute('data-pictures', 'canvas');
});
