import { readFileSync } from 'node:fs';
import { expect, test, type ConsoleMessage, type Page } from '@playwright/test';
import { axeFindings, THEMES } from './axe.ts';
import { readModel, writeModel } from '../../src/formats/model.ts';
import { answer, drawWithMouse, openPage, pad, smallTargets, SEVEN } from './pad-driver.ts';
import { changeBrowser, studioOf } from './studio.ts';

/** Waits until what loads has loaded and pushed away what it pushes: for half a second nothing grows, moves or comes. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const state = () => [scrollY, document.body.scrollHeight, document.getElementsByTagName('*').length].join();
    let last = '';
    for (let frames = 0; frames < 30; frames++) {
      await new Promise(requestAnimationFrame);
      if (state() !== last) frames = 0;
      last = state();
    }
  });
}

async function choose(page: Page, theme: string): Promise<void> {
  await page.getByRole('radio', { name: theme }).check();
}

test('axe finds nothing in any theme', async ({ page }) => {
  test.slow();
  await openPage(page);
  await expect(page.locator('.katex').first()).toBeVisible();
  await drawWithMouse(page, SEVEN);
  await page.getByRole('switch', { name: 'Fit' }).uncheck();
  for (const theme of THEMES) {
    await choose(page, theme);
    expect(await axeFindings(page, 'html', theme)).toEqual([]);
  }
});

test('axe finds nothing on a phone with an empty pad where the network is missing', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.route('**/models/*', (route) => route.abort());
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(pad(page)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

test('the page asks no other site, breaks no rule of its policy and logs no error', async ({ page, baseURL }) => {
  const addresses: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  await openPage(page);
  await drawWithMouse(page, SEVEN);
  await choose(page, 'Projector');
  await expect(page.locator('.katex').first()).toBeVisible();
  expect(await answer(page)).toBe(7);
  await page.evaluate(() => document.fonts.ready);

  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain("'unsafe-eval'");
  expect(complaints).toEqual([]);
  expect(addresses.length).toBeGreaterThan(5);
  for (const address of addresses) expect(address.startsWith(baseURL!) || address.startsWith('data:')).toBe(true);
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
});

test('at 1366×768 the first screen holds pad, network and predictions, left to right; large text is laid out in fewer columns', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await openPage(page);
  await expect(page.locator('.network-canvas')).toBeVisible();
  await drawWithMouse(page, SEVEN);
  await expect(page.locator('.katex').first()).toBeVisible();
  const places = [pad(page), page.locator('.network-canvas'), page.getByRole('list', { name: 'Probability of each digit' })];
  let right = 0;
  for (const place of places) {
    const box = (await place.boundingBox())!;
    expect(box.x).toBeGreaterThan(right);
    expect(box.y + box.height).toBeLessThanOrEqual(768);
    right = box.x + box.width;
  }
  expect(right).toBeLessThanOrEqual(1366);
  // The tools and the controls of the network, too, and the card of a neuron.
  for (const name of ['9, a sample', 'Replay']) {
    const box = (await page.getByRole('button', { name, exact: true }).boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(768);
  }
  await page.locator('#network-layer-1').focus();
  const sum = (await page.locator('.card-total').boundingBox())!;
  expect(sum.y + sum.height).toBeLessThanOrEqual(768);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1366);

  // Large text on a small screen is laid out in fewer columns.
  const tops = async () => [(await page.locator('.network-canvas').boundingBox())!.y, (await pad(page).boundingBox())!.y];
  const [networkTop, padTop] = await tops();
  expect(Math.abs(networkTop! - padTop!)).toBeLessThan(60);
  await choose(page, 'Projector');
  await expect.poll(async () => (await tops())[0]! - (await tops())[1]!).toBeGreaterThan(200);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1366);
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('pad and predictions are in sight together, nothing is wider than the screen, targets are large', async ({ page }) => {
    await openPage(page);
    const padBox = (await pad(page).boundingBox())!;
    expect(padBox.width).toBeGreaterThan(300);
    const lastBar = (await page.getByRole('meter', { name: 'Digit 9' }).boundingBox())!;
    expect(lastBar.y + lastBar.height).toBeLessThanOrEqual(844);
    expect(lastBar.y).toBeGreaterThan(padBox.y + padBox.height);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await smallTargets(page.locator('button, input:not([type=checkbox]), label.switch'))).toEqual([]);
  });
});

for (const [name, viewport] of [
  ['a desk', { width: 1366, height: 768 }],
  ['a phone', { width: 390, height: 844 }],
] as const) {
  test(`on ${name} the index stays at hand, marks what is in view, and leads to sections that stay where they are`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport);
    await openPage(page);
    const index = page.getByRole('navigation', { name: 'Sections' });
    await expect(index.locator('[aria-current]')).toHaveText('Draw');
    for (const title of ['Mathematics', 'Explorer', 'Network', 'Backpropagation']) {
      const section = page.locator(`[data-section=${title.toLowerCase()}]`);
      await index.getByRole('link', { name: title }).click();
      await expect(index.locator('[aria-current]')).toHaveText(title);
      await expect(index.getByRole('link', { name: title })).toBeInViewport({ ratio: 1 });
      await still(page);
      const top = (await section.boundingBox())!.y;
      expect(Math.abs(top)).toBeLessThanOrEqual(title === 'Network' ? 130 : 1);
      const bar = (await index.boundingBox())!;
      expect(bar.y).toBeGreaterThanOrEqual(0);
      const heading = (await section.locator('h2, h3').first().boundingBox())!;
      expect(heading.y).toBeGreaterThanOrEqual(bar.y + bar.height);
    }
    // Whoever walks back by keys sees where the focus is.
    await index.getByRole('link', { name: 'Draw' }).focus();
    await page.keyboard.press('Shift+Tab');
    await expect(page.getByRole('radio', { name: 'Dark' })).toBeFocused();
    await expect(page.getByText('Dark', { exact: true })).toBeInViewport({ ratio: 1 });
  });
}

test('at rest neither the page nor its pictures ask for a frame', async ({ page }) => {
  await changeBrowser(page, () => {
    const ask = globalThis.requestAnimationFrame;
    const counted = Object.assign(globalThis, { frames: 0 });
    globalThis.requestAnimationFrame = (callback) => {
      counted.frames++;
      return ask(callback);
    };
  });
  await openPage(page);
  await drawWithMouse(page, SEVEN);
  await expect(page.locator('.katex').first()).toBeVisible();
  const count = () => (globalThis as unknown as { frames: number }).frames;
  const frames = async () => (await page.evaluate(count)) + (await studioOf(page)!.evaluate(count));
  expect(await frames()).toBeGreaterThan(3);
  // The wave ends, and what loads ahead has loaded.
  await expect
    .poll(
      async () => {
        const before = await frames();
        await page.waitForTimeout(500);
        return (await frames()) - before;
      },
      { timeout: 15_000 },
    )
    .toBe(0);
});

test('numbers that change move nothing else, nothing moves by itself, formulas are those of the loaded network', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openPage(page);
  await expect(page.locator('.network-canvas')).toBeVisible();
  const places = () =>
    page
      .locator('.draw-title, .bar, .step-picture, .facts, .network-controls, .network-card, .why-head, .why-parts')
      .evaluateAll((parts) =>
        parts.map((part) => {
          const { x, y } = part.getBoundingClientRect();
          return [Math.round(x), Math.round(y)];
        }),
      );
  await expect(page.locator('.katex').first()).toBeVisible();
  const empty = await places();
  await drawWithMouse(page, SEVEN);
  expect(await places()).toEqual(empty);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  const about = page.locator('.facts');
  await expect(about.locator('math').first()).toBeAttached();
  await expect(about.locator('annotation').nth(1)).toContainText('784 \\times 128 + 128 + 128 \\times 64 + 64');
  await expect(about.locator('annotation').nth(1)).toContainText('111\\,146');
  await expect(about).toContainText('111\u202f018');
});

test('a network without biases in its first layer is loaded as what it is', async ({ page }) => {
  const { network, parameters } = readModel(readFileSync('public/models/digits.safetensors'));
  const [first, ...others] = network.layers;
  const [numbers, ...rest] = parameters;
  const body = writeModel({
    network: { ...network, layers: [{ ...first!, bias: false }, ...others] },
    parameters: [{ weight: numbers!.weight, bias: null }, ...rest],
  });
  await page.route('**/models/digits.safetensors', (route) => route.fulfill({ body: Buffer.from(body) }));
  await openPage(page);
  const about = page.locator('.facts');
  await expect(about.locator('annotation').nth(1)).toContainText('784 \\times 128 + 128 \\times 64 + 64');
  await expect(about.locator('annotation').nth(1)).toContainText('111\\,018');
});
