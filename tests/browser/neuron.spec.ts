import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeFindings, THEMES } from './axe.ts';
import { chooseTheme, openPage, openSection, smallTargets } from './pad-driver.ts';
import { checksum } from './picture.ts';

async function openNeuron(page: Page): Promise<Locator> {
  await openPage(page);
  return openSection(page, 'neuron', '.slot-now');
}

const field = (section: Locator, name: string) => section.getByRole('spinbutton', { name });
/** The number in a field; it stands there once it rests. */
const valueOf = async (section: Locator, name: string) => Number((await field(section, name).inputValue()).replace('−', '-'));
const handle = (section: Locator, name: string) => section.getByRole('slider', { name, exact: true });
const INPUT = 'Input point (x₁, x₂)';
const LINE = 'Decision line, bias b';
const WEIGHTS = 'Weight arrow (w₁, w₂)';

/** The spoken formulas, which are those of the moment. */
async function formulas(section: Locator): Promise<string[]> {
  return section
    .locator('.neuron-computation [role=math]')
    .evaluateAll((all) => all.map((formula) => formula.getAttribute('aria-label') ?? ''));
}

/** The numbers that stand in the slots of the formulas for the eye. */
async function slotTexts(section: Locator): Promise<string[]> {
  return section.locator('.slot-now').evaluateAll((slots) => slots.map((slot) => slot.textContent ?? ''));
}

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = (await target.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('the lesson starts with z = 0.23, in symbols, in numbers and in words; keys undo, a slide changes only texts, typed values act within limits', async ({
  page,
}) => {
  const section = await openNeuron(page);
  expect(await formulas(section)).toEqual([
    'z = 0.50 × 0.70 + (−0.30) × 0.40 + 0.00',
    'z = 0.3500 + (−0.1200) + 0.00 = 0.2300',
    'a = max(0, 0.2300) = 0.2300',
    'z = 0.2300 > 0, so f′(z) = 1.0000',
    '∂a/∂w1 = 1.0000 × 0.70 = 0.7000',
    '∂a/∂w2 = 1.0000 × 0.40 = 0.4000',
    '∂a/∂b = 1.0000',
  ]);
  expect((await slotTexts(section)).slice(0, 5)).toEqual(['0.50', '0.70', '(−0.30)', '0.40', '0.00']);
  await expect(section.getByRole('img', { name: /weight 0\.50.*sum z = 0\.2300; ReLU makes a = 0\.2300/ })).toBeVisible();

  // The keys of undo are those of the neuron here, and leave the drawing alone.
  await page.getByRole('button', { name: '3, a sample' }).click();
  const bar = page.getByRole('meter', { name: 'Digit 3' });
  await expect(bar).not.toHaveAttribute('aria-valuenow', '0');
  const before = await formulas(section);
  const slider = section.getByRole('slider', { name: 'Weight w₁', exact: true });
  await slider.focus();
  await page.keyboard.press('End');
  await expect.poll(() => formulas(section)).not.toEqual(before);
  await page.keyboard.press('Control+z');
  await expect.poll(() => formulas(section)).toEqual(before);
  await page.keyboard.press('Control+z');
  await expect(bar).not.toHaveAttribute('aria-valuenow', '0');
  await page.keyboard.press('Control+Shift+z');
  await expect(field(section, 'Weight w₁')).toHaveValue('2.00');

  await section.locator('.neuron-computation').evaluate((element) => {
    const seen = globalThis as unknown as { addedElements: number };
    seen.addedElements = 0;
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) seen.addedElements++;
      }
    }).observe(element, { childList: true, subtree: true });
  });
  for (const value of ['1', '1.5', '-1.5']) await section.getByRole('slider', { name: 'Weight w₁', exact: true }).fill(value);
  expect((await formulas(section))[0]).toContain('−1.50');
  expect(await page.evaluate(() => (globalThis as unknown as { addedElements: number }).addedElements)).toBe(0);

  // Typed values act, and those out of range come back to their limits.
  const weight = field(section, 'Weight w₁');
  for (const [typed, kept] of [
    ['99', '2.00'],
    ['-99', '−2.00'],
    ['', '−2.00'],
    ['1e9', '2.00'],
    ['seven', '2.00'],
    ['−0.5', '−0.50'],
    ['0,75', '0.75'],
    ['1.2.3', '0.75'],
    ['0.256', '0.26'],
  ] as const) {
    await weight.fill(typed);
    await weight.press('Enter');
    await weight.blur();
    await expect(weight).toHaveValue(kept);
  }
  expect((await formulas(section))[0]).toContain('z = 0.26 × 0.70');

  // While it is typed, too; and a field has the steps of its keys.
  await weight.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('−1,5');
  await expect.poll(async () => (await formulas(section))[0]).toContain('z = −1.50 × 0.70');
  await expect(weight).toHaveValue('−1,5');
  await page.keyboard.press('Tab');
  await expect(weight).toHaveValue('−1.50');
  await weight.focus();
  await page.keyboard.press('ArrowUp');
  await expect(weight).toHaveValue('−1.49');
  await page.keyboard.press('PageDown');
  await expect(weight).toHaveValue('−1.59');
  await expect(weight).toHaveAttribute('aria-valuenow', '-1.59');
});

test('a dead ReLU, a saturated sigmoid, softmax and extreme settings have their real numbers, a picture and a sentence', async ({
  page,
}) => {
  const section = await openNeuron(page);
  await section.getByRole('button', { name: 'a ReLU that dies' }).click();
  await expect(section.getByText('f′ = 0: this neuron cannot learn from this input.')).toBeVisible();
  expect((await formulas(section)).slice(3, 5)).toEqual([
    'z = −1.4600 ≤ 0, so f′(z) = 0.0000',
    '∂a/∂w1 = 0.0000 × 0.70 = 0.0000',
  ]);
  await expect(
    section.locator('tr', { has: page.getByRole('rowheader', { name: 'ReLU', exact: true }) }).locator('.here'),
  ).toHaveText(/dead/);
  await section.getByRole('button', { name: 'a sigmoid that saturates' }).click();
  // σ(7.5)·σ(−7.5) = 5.5247e-4
  await expect(section.getByText('Saturated: f′ = 5.52·10⁻⁴')).toBeVisible();
  await section.getByRole('button', { name: 'Step back' }).click();
  await expect(section.getByText('cannot learn from this input')).toBeVisible();

  await section.getByRole('button', { name: 'Reset' }).click();
  // Softmax is a layer of three logits with a temperature.
  await section.getByRole('radio', { name: 'Softmax' }).check();
  await expect(section.getByRole('img', { name: /Softmax shares: z 0\.275, z₂ 0\.593, z₃ 0\.132/ })).toBeVisible();
  const temperature = field(section, 'Temp. T');
  await temperature.fill('0');
  await temperature.press('Enter');
  await expect(temperature).toHaveValue('0.05');
  await expect(section.getByRole('img', { name: /z 0\.000, z₂ 1\.000, z₃ 0\.000/ })).toBeVisible();
  expect((await formulas(section)).join()).not.toMatch(/NaN|Infinity/);

  await section.getByRole('button', { name: 'Reset' }).click();
  for (const name of ['Weight w₁', 'Weight w₂']) {
    await field(section, name).fill('0');
    await field(section, name).press('Enter');
  }
  await expect(section.getByText('Both weights are 0, so there is no line: z = b = 0.00')).toBeVisible();
  await expect(handle(section, LINE)).toBeHidden();
  await field(section, 'Weight w₁').fill('0.1');
  await field(section, 'Weight w₁').press('Enter');
  await field(section, 'Bias b').fill('-2');
  await field(section, 'Bias b').press('Enter');
  await expect(section.getByText('The line z = 0 is beyond this plane: z < 0 everywhere here.')).toBeVisible();
  await expect(handle(section, LINE)).toBeVisible();
});

test('a mouse drags the input, the line and the weights, and each drag is one step back; keys do all; numbers slide without moving anything', async ({
  page,
}) => {
  const section = await openNeuron(page);
  const before = await formulas(section);
  const drag = async (target: Locator, dx: number, dy: number) => {
    const { x, y } = await middleOf(target);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + dx, y + dy, { steps: 5 });
    await page.mouse.up();
  };
  await drag(handle(section, INPUT), 20, -20);
  await expect.poll(() => valueOf(section, 'Input x₁')).toBeGreaterThan(0.8);
  await expect.poll(() => valueOf(section, 'Input x₂')).toBeGreaterThan(0.5);
  await drag(handle(section, LINE), -40, 0);
  await expect.poll(() => valueOf(section, 'Bias b')).toBeGreaterThan(0.1);
  await drag(handle(section, WEIGHTS), 30, -50);
  await expect.poll(() => valueOf(section, 'Weight w₁')).toBeGreaterThan(0.8);
  await expect.poll(() => valueOf(section, 'Weight w₂')).toBeGreaterThan(0.3);
  for (let step = 0; step < 3; step++) await section.getByRole('button', { name: 'Step back' }).click();
  expect(await formulas(section)).toEqual(before);
  await expect(section.getByRole('button', { name: 'Step back' })).toBeDisabled();

  // Everything works by keyboard alone.
  const point = handle(section, INPUT);
  await point.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(point).toHaveAttribute('aria-valuetext', 'x₁ 0.75, x₂ 0.41');
  await handle(section, LINE).focus();
  const lineAt = (await middleOf(handle(section, LINE))).x;
  await page.keyboard.press('ArrowLeft');
  await expect(field(section, 'Bias b')).toHaveValue('0.05');
  expect((await middleOf(handle(section, LINE))).x).toBeLessThan(lineAt);
  await handle(section, WEIGHTS).focus();
  await page.keyboard.press('ArrowDown');
  await expect(field(section, 'Weight w₂')).toHaveValue('−0.35');
  const slider = section.getByRole('slider', { name: 'Weight w₁', exact: true });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(field(section, 'Weight w₁')).toHaveValue('0.51');
  await section.getByRole('radio', { name: 'ReLU', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(section.getByRole('radio', { name: 'Leaky ReLU' })).toBeChecked();
  const reset = section.getByRole('button', { name: 'Reset' });
  await reset.focus();
  await page.keyboard.press('Enter');
  await expect(field(section, 'Weight w₂')).toHaveValue('−0.30');
  await expect(reset).toBeDisabled();

  // Numbers slide without moving anything, formulas and pictures with them.
  await section.evaluate((element) => element.scrollIntoView());
  const figures = section.locator('canvas');
  // Slots stay where they are, and so does everything else.
  const places = () =>
    section.locator('.slot, .neuron-main > *, figcaption, .neuron-region, tr, .slider').evaluateAll((parts) =>
      parts.map((part) => {
        const { x, y, width } = part.getBoundingClientRect();
        return [Math.round(x), Math.round(y + window.scrollY), Math.round(width)].join();
      }),
    );
  for (const name of ['ReLU', 'Sigmoid', 'Softmax']) {
    await section.getByRole('radio', { name, exact: true }).check();
    await expect(section.locator('.slot').nth(8)).toBeAttached();
    const start = await places();
    const pictures = await Promise.all([0, 1, 2].map((index) => checksum(figures.nth(index))));
    for (const x of ['-2', '2', '-0.37']) {
      await slider.fill(x);
      const digits = Number(x).toFixed(2).replace('-', '−');
      expect((await formulas(section))[0]).toContain(`z = ${digits} ×`);
      expect((await slotTexts(section))[0]).toBe(digits);
      expect(await places()).toEqual(start);
    }
    for (const index of [0, 1, 2]) await expect.poll(() => checksum(figures.nth(index))).not.toBe(pictures[index]);
    await section.getByRole('button', { name: 'Reset' }).click();
  }
});

test('the section fits one screen of 1366 × 768, whichever function is chosen; its figures are saved; axe finds nothing in any theme', async ({
  page,
}) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1366, height: 768 });
  const section = await openNeuron(page);
  for (const name of ['ReLU', 'Leaky ReLU', 'Sigmoid', 'Tanh', 'Softmax']) {
    await section.getByRole('radio', { name, exact: true }).check();
    for (const weight of ['2', '-2']) {
      await section.getByRole('slider', { name: 'Weight w₁', exact: true }).fill(weight);
      expect((await section.boundingBox())!.height, `${name}, w₁ = ${weight}`).toBeLessThanOrEqual(768);
    }
  }

  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  const buttons = section.getByRole('button', { name: /Save as picture/ });
  await expect(buttons).toHaveCount(3);
  for (const [index, name] of ['diagram', 'curves', 'plane'].entries()) {
    const download = page.waitForEvent('download');
    await buttons.nth(index).click();
    expect((await download).suggestedFilename()).toBe(`neuron-${name}.png`);
  }

  // Where the figures are longer than the screen, the controls stay in sight.
  await page.getByRole('radio', { name: 'Projector' }).check();
  await section.locator('.plane').scrollIntoViewIfNeeded();
  await expect(section.getByRole('slider', { name: 'Weight w₁', exact: true })).toBeInViewport();

  for (const theme of THEMES) {
    await chooseTheme(page, theme, section);
    for (const name of theme === 'Dark' ? ['ReLU', 'Softmax'] : ['Softmax']) {
      await section.getByRole('radio', { name, exact: true }).check();
      expect(await axeFindings(page, '[data-section=neuron]', theme)).toEqual([]);
    }
  }
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('a finger drags the handles, a swipe beside them scrolls, and nothing is wider than the screen', async ({ page }) => {
    const section = await openNeuron(page);
    const touch = await page.context().newCDPSession(page);
    const swipe = async (from: { x: number; y: number }, dx: number, dy: number) => {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
      for (let step = 1; step <= 8; step++) {
        const at = { x: from.x + (dx * step) / 8, y: from.y + (dy * step) / 8 };
        await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [at] });
      }
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    const point = handle(section, INPUT);
    await point.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const scrolled = await page.evaluate(() => window.scrollY);
    await swipe(await middleOf(point), 20, -30);
    await expect.poll(async () => Number(await point.getAttribute('aria-valuenow'))).toBeGreaterThan(0.8);
    expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);
    const settled = await formulas(section);
    const corner = (await section.locator('.plane canvas').boundingBox())!;
    await swipe({ x: corner.x + 45, y: corner.y + 120 }, 0, -80);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(scrolled + 20);
    expect(await formulas(section)).toEqual(settled);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    // The table has become lines, and none is wider than the screen either.
    const cells = section.locator('.neuron-properties :is(th, td):not(thead *)');
    expect(await cells.evaluateAll((all) => all.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length)).toBe(0);
    await expect(cells.filter({ hasText: 'max(0, z)' }).first()).toBeVisible();
    expect(await smallTargets(section.locator('button, input, .plane-handle'))).toEqual([]);
  });
});
