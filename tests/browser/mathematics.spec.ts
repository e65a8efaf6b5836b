import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { shownNumber } from '../../src/domain/decimals.ts';
import { chooseTheme, drawWithMouse, openPage, openSection, percentages, smallTargets, SEVEN } from './pad-driver.ts';

async function openMathematics(page: Page): Promise<Locator> {
  const section = await openSection(page, 'mathematics', '.slot-now');
  await expect(section.getByRole('toolbar')).toHaveCount(9);
  return section;
}

async function openWithSeven(page: Page): Promise<Locator> {
  await openPage(page);
  await drawWithMouse(page, SEVEN);
  return openMathematics(page);
}

const cost = (section: Locator, name: 'Cross-entropy' | 'Quadratic') => section.getByRole('radio', { name });
const meant = (section: Locator) => section.getByRole('radiogroup', { name: 'It was meant to be' });
const layer = (section: Locator) => section.getByRole('radiogroup', { name: 'Layer l' });
const field = (section: Locator, name: string) => section.getByRole('spinbutton', { name });
const explanation = (section: Locator) => section.getByRole('note', { name: 'What the symbol means' });

/** The numeric lines as they are spoken, which are those of the moment. */
async function spoken(section: Locator): Promise<string[]> {
  return section
    .locator('.flow-numbers [role=math]')
    .evaluateAll((all) => all.map((formula) => formula.getAttribute('aria-label') ?? ''));
}

/** The same lines as they are seen: the texts of their slots. */
async function seen(section: Locator): Promise<string[]> {
  return section.locator('.slot-now').evaluateAll((slots) => slots.map((slot) => slot.textContent ?? ''));
}

/** What the formulas are in MathML, for screen readers. */
async function mathML(section: Locator): Promise<string[]> {
  return section.locator('.flow-symbols math').evaluateAll((all) =>
    // Without spaces and the invisible sign between a function and what it is of.
    all.map((formula) => formula.querySelector('semantics > :first-child')?.textContent?.replace(/[\s\u2061]/g, '') ?? ''),
  );
}

/** Brings the focus to every symbol of every formula and says what is on the page then. */
async function walkSymbols(section: Locator) {
  return section.evaluate(async (element) => {
    const note = element.querySelector<HTMLElement>('.explanation')!;
    const rows = element.querySelector<HTMLElement>('.flow-rows')!;
    const walked = [];
    for (const button of element.querySelectorAll<HTMLElement>('.symbol-keys button')) {
      button.focus({ preventScroll: true });
      // The words follow in the same task and its microtasks, the symbol once it is typeset.
      await new Promise((go) => setTimeout(go));
      while (!note.querySelector('.explanation-symbol .katex')) await new Promise(requestAnimationFrame);
      const symbol = rows.dataset.lit!;
      const marks = [...element.querySelectorAll(`[data-symbol="${symbol}"]`)];
      walked.push({
        symbol,
        text: note.textContent,
        backgrounds: marks.map((mark) => getComputedStyle(mark).backgroundColor),
        here: element.querySelectorAll('.symbol-here').length,
        overflow: note.scrollHeight - note.clientHeight,
        heights: [note.offsetHeight, rows.offsetHeight],
      });
    }
    return walked;
  });
}

test('axe finds nothing in any theme, with a symbol lit', async ({ page }) => {
  // Thousands of letters, each looked at for its contrast.
  test.slow();
  const section = await openWithSeven(page);
  for (const [theme, name] of [
    ['Dark', 'Quadratic'],
    ['Light', 'Cross-entropy'],
    ['Projector', 'Quadratic'],
  ] as const) {
    await chooseTheme(page, theme, section);
    await cost(section, name).check();
    // Under the pointer, and kept by the first click.
    const delta = section.locator('.flow-symbols [data-symbol=delta]').first();
    if (theme === 'Dark') await delta.click();
    await expect(explanation(section)).toContainText('Error of layer 4');
    expect(await axeFindings(page, '[data-section=mathematics]', theme)).toEqual([]);
  }
});

test('formulas are MathML, which the chosen cost changes; the numbers are those of the network, the drawing, the digit meant, the rate', async ({
  page,
}) => {
  const section = await openWithSeven(page);
  const first = await mathML(section);
  expect(first).toHaveLength(9);
  expect(first[2]).toBe('C=−∑i=09yilnai(L)');
  expect(first[3]).toBe('δ(L)=a(L)−y');
  expect(first[5]).toBe('∂C∂W(l)=δ(l)(a(l−1))T');
  for (const formula of await section.locator('.flow-symbols math').all()) {
    expect(await formula.evaluate((element) => element.closest('[aria-hidden=true]'))).toBeNull();
  }
  const said = await spoken(section);
  await cost(section, 'Quadratic').check();
  await expect.poll(async () => (await mathML(section))[2]).toBe('C=12∑i=09(yi−ai(L))2');
  const changed = await mathML(section);
  expect(changed[3]).toContain('⊙f′(z(L))');
  expect((await spoken(section))[3]).toContain('(½(1 − a');
  expect(await spoken(section)).not.toEqual(said);
  await cost(section, 'Cross-entropy').check();
  await expect.poll(() => mathML(section)).toEqual(first);
  expect(await spoken(section)).toEqual(said);

  const shares = await percentages(page);
  for (const digit of [7, 1]) {
    await meant(section)
      .getByRole('radio', { name: String(digit) })
      .check();
    const costLine = (await spoken(section))[3]!;
    const [, share, shown] = new RegExp(`C = −ln a${digit} ≈ −ln\\((.*)\\) ≈ (.*)`).exec(costLine)!;
    const value = shownNumber(share!);
    expect(value * 100).toBeCloseTo(shares[digit]!, 0);
    expect(-Math.log(value)).toBeCloseTo(shownNumber(shown!), 1);
  }
  const update = async () => (await spoken(section)).find((line) => line.startsWith('wji becomes'))!;
  const slow = await update();
  await field(section, 'Rate η').fill('0.5');
  await field(section, 'Rate η').press('Enter');
  expect(await update()).toContain('− 0.500 ×');
  const numbers = (line: string) => [...line.replaceAll('−', '-').matchAll(/-?\d+\.\d+/g)].map(([number]) => Number(number));
  const [before, , gradient] = numbers(slow.replace('− 0.010', '0.010'));
  const after = numbers((await update()).replace('− 0.500', '0.500'))[3]!;
  expect(after).toBeCloseTo(before! - 0.5 * gradient!, 3);
  // What is spoken is what is seen.
  for (const number of ['0.500', after.toFixed(6).replace('-', '−')]) {
    await expect.poll(() => seen(section)).toContain(number);
  }
});

test('every symbol lights up wherever it occurs, and is explained in a place that stays; nothing moves by itself or is asked of another site', async ({
  page,
  baseURL,
}) => {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const section = await openWithSeven(page);
  for (const name of ['Cross-entropy', 'Quadratic'] as const) {
    await cost(section, name).check();
    await expect(section.locator('.flow-symbols [data-symbol=half]')).toHaveCount(name === 'Quadratic' ? 1 : 0);
    await expect(section.getByRole('toolbar')).toHaveCount(9);
    await section.evaluate((element) => element.scrollIntoView());
    const walked = await walkSymbols(section);
    expect(walked.length).toBeGreaterThan(40);
    expect(new Set(walked.map(({ text }) => text)).size).toBeGreaterThan(25);
    for (const { text, symbol, backgrounds, here, overflow, heights } of walked) {
      expect(text).not.toContain('Point at a symbol');
      expect(backgrounds, symbol).not.toContain('rgba(0, 0, 0, 0)');
      expect(backgrounds.length, symbol).toBeGreaterThan(0);
      expect(here, symbol).toBe(1);
      expect(overflow, text).toBe(0);
      expect(heights).toEqual(walked[0]!.heights);
    }
  }

  // Nothing moves by itself, nothing is asked of any other site, the image is saved as a picture.
  await section.locator('.flow-symbols [data-symbol=eta]').first().hover();
  await expect(explanation(section)).toContainText('Learning rate one number');
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  for (const address of addresses) expect(address.startsWith(baseURL!) || address.startsWith('data:')).toBe(true);
  const download = page.waitForEvent('download');
  await section.getByRole('button', { name: /Save as picture/ }).click();
  expect((await download).suggestedFilename()).toBe('image-in-the-formulas.png');
});

test('everything works by keyboard alone; shapes and example follow the layer, and the neuron selected elsewhere on the page', async ({
  page,
}) => {
  const section = await openWithSeven(page);
  const costs = cost(section, 'Cross-entropy');
  await costs.focus();
  await page.keyboard.press('ArrowRight');
  await expect(cost(section, 'Quadratic')).toBeChecked();
  await layer(section).getByRole('radio', { name: '3' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(layer(section).getByRole('radio', { name: '4' })).toBeChecked();
  await expect(section.getByText(/a weight of layer 4, from i.=.neuron \d+ to j.=.output \d/)).toBeVisible();
  const output = section.getByRole('slider', { name: 'Output j' });
  await output.focus();
  await page.keyboard.press('Home');
  await expect(section.getByText(/to j.=.output 0/)).toBeVisible();
  await expect(section.getByRole('button', { name: 'The steepest' })).toHaveAttribute('aria-pressed', 'false');
  await field(section, 'Input i').fill('99');
  await field(section, 'Input i').press('Enter');
  await field(section, 'Input i').blur();
  await expect(field(section, 'Input i')).toHaveValue('32');
  await section.getByRole('button', { name: 'The steepest' }).focus();
  await page.keyboard.press('Enter');
  await expect(section.getByRole('button', { name: 'The steepest' })).toHaveAttribute('aria-pressed', 'true');
  // One stop for each formula; Enter keeps a symbol, Escape lets it go.
  await section.getByRole('toolbar').first().getByRole('button').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(explanation(section)).toContainText('Weights of layer 4, the outputs [10 × 32]');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(section.getByRole('toolbar').nth(2).getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(section.getByRole('toolbar').first().getByRole('button').nth(2)).toBeFocused();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await expect(explanation(section)).toContainText('Weights of layer 4');
  await section.getByRole('toolbar').first().getByRole('button').first().focus();
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await expect(explanation(section)).toContainText('Point at a symbol');

  // Shapes and example follow the layer, and the neuron selected elsewhere on the page.
  await section.locator('.flow-symbols [data-symbol=W]').first().click();
  for (const [number, shape] of [
    ['1', '[128 × 784]'],
    ['2', '[64 × 128]'],
    ['4', '[10 × 32]'],
  ] as const) {
    await layer(section).getByRole('radio', { name: number }).check();
    await expect(explanation(section)).toContainText(shape);
  }
  await page.locator('#network-layer-1').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await section.evaluate((element) => element.scrollIntoView());
  await expect(layer(section).getByRole('radio', { name: '2' })).toBeChecked();
  await expect(section.getByText(/a weight of layer 2, from i.=.neuron \d+ to j.=.neuron 2/)).toBeVisible();
});

test('with an empty pad a sample stands in; a drawing changes texts only: nothing moves or is typeset again; out of sight, nothing changes', async ({
  page,
}) => {
  await openPage(page);
  const section = await openMathematics(page);
  await expect(section.getByText('The pad is empty: a sample 3 stands in; the network reads 3.')).toBeVisible();
  await expect(meant(section).getByRole('radio', { name: '3' })).toBeChecked();
  expect((await spoken(section))[3]).toMatch(/^C = −ln a3 ≈ −ln\(0\.59/);
  await meant(section).getByRole('radio', { name: '9' }).check();
  expect((await spoken(section))[3]).toMatch(/^C = −ln a9 ≈ −ln\(0\.40/);

  const places = () =>
    section.locator('.slot, .flow-stage, .flow-symbols, .slider, .example-digit, .explanation').evaluateAll((parts) =>
      parts.map((part) => {
        const { x, y, width } = part.getBoundingClientRect();
        return [Math.round(x), Math.round(y), Math.round(width)].join();
      }),
    );
  const before = { places: await places() };
  await section.evaluate((element) => {
    const seenNow = globalThis as unknown as { addedElements: number };
    seenNow.addedElements = 0;
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        // An exponent comes and goes with its number.
        for (const node of addedNodes) if (node instanceof Element && !node.matches('.slot-exponent')) seenNow.addedElements++;
      }
    }).observe(element, { childList: true, subtree: true });
  });
  // A drawing comes while the formulas are in sight, and then another.
  for (const name of ['7, a sample', '0, a sample']) {
    const last = await spoken(section);
    await page.getByRole('button', { name }).dispatchEvent('click');
    await expect.poll(() => spoken(section)).not.toEqual(last);
    expect(await places()).toEqual(before.places);
  }
  expect(await page.evaluate(() => (globalThis as unknown as { addedElements: number }).addedElements)).toBe(0);

  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(section).not.toBeInViewport();
  const hidden = await spoken(section);
  await page.getByRole('button', { name: '4, a sample' }).click();
  await page.waitForTimeout(200);
  expect(await spoken(section)).toEqual(hidden);
  await section.evaluate((element) => element.scrollIntoView());
  await expect.poll(() => spoken(section)).not.toEqual(hidden);
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('a finger beside a symbol hits it; nothing is wider than the screen; every explanation fits its place', async ({
    page,
  }) => {
    await openPage(page);
    await page.getByRole('button', { name: '7, a sample' }).click();
    const section = await openMathematics(page);
    for (const name of ['Cross-entropy', 'Quadratic'] as const) {
      await cost(section, name).check();
      await expect(section.getByRole('toolbar')).toHaveCount(9);
      for (const number of ['1', '2', '3', '4']) {
        await layer(section).getByRole('radio', { name: number }).check();
        const ends = await section
          .locator('.flow-line .base, .flow-symbols .base, .example-digit, .slider')
          .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().right));
        expect(Math.max(...ends)).toBeLessThanOrEqual(382);
      }
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await smallTargets(section.locator('button, input'))).toEqual([]);

    const symbol = section.locator('.flow-symbols [data-symbol=eta]').first();
    await symbol.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const box = (await symbol.boundingBox())!;
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height + 6);
    await expect(explanation(section)).toContainText('Learning rate');
    await expect(explanation(section)).toBeInViewport({ ratio: 1 });
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height + 6);
    await expect(explanation(section)).toContainText('Point at a symbol');

    // Every explanation fits its place, in large type, too.
    await cost(section, 'Quadratic').check();
    await expect(section.getByRole('toolbar')).toHaveCount(9);
    for (const [theme, width, height] of [
      ['Dark', 390, 844],
      ['Projector', 390, 844],
      ['Projector', 1366, 768],
    ] as const) {
      await chooseTheme(page, theme, section);
      await page.setViewportSize({ width, height });
      for (const { text, overflow } of await walkSymbols(section)) expect(overflow, text).toBe(0);
    }
  });
});
