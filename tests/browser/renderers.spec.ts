import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { drawWithMouse, openPage, SEVEN } from './pad-driver.ts';
import { dotsOf } from './picture.ts';
import { admitSoftwareGpu, openedContexts } from './software-gpu.ts';
import { studioOf } from './studio.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1366, height: 768 } });

/** How many dots of the network's picture are clearly blue, clearly orange, and light. */
async function dots(page: Page): Promise<{ blue: number; orange: number; light: number }> {
  return (await dotsOf(page.locator('.network-canvas'))).evaluate(({ data }) => {
    const count = { blue: 0, orange: 0, light: 0 };
    for (let at = 0; at < data.length; at += 4) {
      const [red, green, blue] = data.subarray(at, at + 3) as unknown as [number, number, number];
      if (blue - red > 40) count.blue++;
      else if (red - blue > 40) count.orange++;
      else if (green > 150) count.light++;
    }
    return count;
  });
}

/** The dots once nothing changes them any more: WebGL on the processor takes its time. */
async function settledDots(page: Page): Promise<ReturnType<typeof dots>> {
  let before = '';
  await expect
    .poll(
      async () => {
        const now = JSON.stringify(await dots(page));
        const isSettled = now === before;
        before = now;
        return isSettled;
      },
      { intervals: [250] },
    )
    .toBe(true);
  return dots(page);
}

async function openDrawn(page: Page): Promise<void> {
  await openPage(page);
  await expect(page.locator('.network-canvas')).toBeVisible();
  await drawWithMouse(page, SEVEN);
  await expect.poll(async () => (await dots(page)).light).toBeGreaterThan(500);
  await settledDots(page);
}

test('with a GPU all sections share one context, and the network shows what it shows without', async ({ page, browser }) => {
  await admitSoftwareGpu(page);
  await openDrawn(page);
  await expect(page.locator('html')).toHaveAttribute('data-pictures', 'webgl');
  const onGpu = await settledDots(page);
  for (const section of await page.locator('main > section').all()) {
    await section.scrollIntoViewIfNeeded();
    await expect(section.locator('canvas').first()).toBeVisible();
  }
  expect(await openedContexts(page)).toBe(1);

  const other = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 1366, height: 768 } });
  await openDrawn(other);
  await expect(other.locator('html')).toHaveAttribute('data-pictures', 'canvas');
  const onCanvas = await settledDots(other);
  await other.close();
  for (const colour of ['blue', 'orange', 'light'] as const) {
    // A mesh of triangles and strokes with soft edges cover the same lines, not the same dots.
    expect(onGpu[colour] / onCanvas[colour], `${colour}: ${onGpu[colour]}, ${onCanvas[colour]}`).toBeGreaterThan(0.5);
    expect(onGpu[colour] / onCanvas[colour], `${colour}: ${onGpu[colour]}, ${onCanvas[colour]}`).toBeLessThan(2);
  }
});

test('pictures write formulas with the fonts of formulas', async ({ page }) => {
  await openPage(page);
  const fonts = () =>
    studioOf(page)?.evaluate(() => {
      const { fonts: all } = globalThis as unknown as { fonts: Iterable<FontFace> };
      return Array.from(all, ({ family, style, status }) => [family, style, status].join(' ')).sort();
    });
  await expect.poll(fonts).toEqual(['KaTeX_Main normal loaded', 'KaTeX_Math italic loaded']);
});

test('a figure that has only just come into sight is saved as what it shows', async ({ page }) => {
  await openDrawn(page);
  const download = page.waitForEvent('download');
  // Scrolled to and pressed in one go: until then the steps are below the screen, and not drawn.
  await page.getByRole('button', { name: /save.*sees/i }).evaluate((button) => {
    button.scrollIntoView({ block: 'center' });
    (button as HTMLElement).click();
  });
  const bytes = [...(await readFile(await (await download).path()))];
  const inked = await page.evaluate(async (png) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(png)], { type: 'image/png' }));
    const paper = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    paper.drawImage(image, 0, 0);
    // Four steps side by side: how many bright dots the strokes of each have, below its name.
    return [0, 1, 2, 3].map((step) => {
      const { data } = paper.getImageData((image.width * step) / 4, image.height * 0.3, image.width / 4, image.height * 0.65);
      return data.filter((value, index) => index % 4 === 1 && value > 150).length;
    });
  }, bytes);
  for (const count of inked) expect(count, inked.join()).toBeGreaterThan(200);
});

for (const renderer of ['a GPU', 'no GPU']) {
  test(`with ${renderer} another size or theme and back is the same picture again`, async ({ page }) => {
    if (renderer === 'a GPU') await admitSoftwareGpu(page);
    await openDrawn(page);
    const before = await settledDots(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await expect.poll(() => dots(page)).not.toEqual(before);
    await page.setViewportSize({ width: 1366, height: 768 });
    await expect.poll(() => dots(page)).toEqual(before);
    await page.getByRole('radio', { name: 'Light' }).check();
    await expect.poll(() => dots(page)).not.toEqual(before);
    await page.getByRole('radio', { name: 'Dark' }).check();
    await expect.poll(() => dots(page)).toEqual(before);
  });
}
