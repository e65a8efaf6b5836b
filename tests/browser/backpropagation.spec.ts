import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeFindings, THEMES } from './axe.ts';
import {
  chooseTheme,
  contents,
  drawWithMouse,
  openPage,
  openSection,
  pad,
  percentages,
  smallTargets,
  SEVEN,
} from './pad-driver.ts';
import { checksum } from './picture.ts';

const STAGES = ['Batch', '→ 1', '→ 2', '→ 3', '→ 4', 'Cost', 'δ 4', 'δ 3', 'δ 2', 'δ 1', 'Gradients', 'Update', 'Again'];

async function openBackpropagation(page: Page): Promise<Locator> {
  await openPage(page);
  return openSection(page, 'backpropagation', '.slot-now');
}

const button = (section: Locator, name: string) => section.getByRole('button', { name, exact: true });
const field = (section: Locator, name: string) => section.getByRole('spinbutton', { name, exact: true });
const stageButton = (section: Locator, stage: string) => section.getByRole('button', { name: new RegExp(`^${stage} –`) });

async function type(target: Locator, value: string): Promise<void> {
  await target.fill(value);
  await target.press('Enter');
}

/** The short name of the present stage. */
async function expectStage(section: Locator, name: string): Promise<void> {
  await expect(section.locator('[aria-current=step]')).toHaveText(name);
}

/** The spoken formulas, which are those of the moment. */
async function formulas(section: Locator): Promise<string[]> {
  return section
    .locator('.backprop-computation [role=math]')
    .evaluateAll((all) => all.map((formula) => formula.getAttribute('aria-label') ?? ''));
}

/** A number of the progress list. */
const progress = (section: Locator, name: string) =>
  section.locator('.progress-numbers > div', { has: section.page().getByText(name, { exact: true }) }).locator('dd');

const number = (text: string | null) =>
  Number(
    text!
      .replaceAll('−', '-')
      .replace('·10', 'e')
      .replaceAll('⁻', '-')
      .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit))),
  );

test('figures are saved; nothing moves by itself under reduced motion; axe finds nothing in any theme, at any kind of stage', async ({
  page,
}) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const section = await openBackpropagation(page);
  for (const [label, name] of [
    ['the network at this stage', 'network'],
    ['Nudge it', 'nudge'],
    ['Cost of the batch', 'cost'],
  ] as const) {
    const save = section.getByRole('button', { name: new RegExp(`Save as picture: ${label}`) });
    await save.scrollIntoViewIfNeeded();
    const download = page.waitForEvent('download');
    await save.click();
    expect((await download).suggestedFilename()).toBe(`backpropagation-${name}.png`);
  }
  await section.evaluate((element) => element.scrollIntoView());
  const before = await checksum(section.locator('.backprop-canvas'));
  await button(section, 'Step').click();
  await expect.poll(() => checksum(section.locator('.backprop-canvas'))).not.toBe(before);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  const picture = await checksum(section.locator('.backprop-canvas'));
  await page.waitForTimeout(300);
  expect(await checksum(section.locator('.backprop-canvas'))).toBe(picture);

  for (const theme of THEMES) {
    await chooseTheme(page, theme, section);
    // Another stage changes words and numbers, but no colour.
    for (const stage of theme === 'Dark' ? ['Again', 'δ 3'] : ['δ 3']) {
      await stageButton(section, stage).click();
      expect(await axeFindings(page, '[data-section=backpropagation]', theme)).toEqual([]);
    }
  }
});

test('thirteen stages, each with its formulas, whose shown sums add up, and a picture of its own; any weight or bias is picked', async ({
  page,
}) => {
  const section = await openBackpropagation(page);
  const pictures = new Set<number>();
  for (const [index, stage] of STAGES.entries()) {
    await expectStage(section, stage);
    expect((await formulas(section)).length).toBeGreaterThan(0);
    // The picture follows in the next frame.
    await expect.poll(async () => pictures.has(await checksum(section.locator('.backprop-canvas')))).toBe(false);
    pictures.add(await checksum(section.locator('.backprop-canvas')));
    if (index < STAGES.length - 1) await button(section, 'Step').click();
  }
  expect(await section.textContent()).not.toMatch(/NaN|Infinity|undefined/);
  const [cost] = await formulas(section);
  const [before, after] = cost!.split(' to ').map(number);
  expect(after!).toBeLessThan(before!);
  expect(number(await progress(section, 'Cost').textContent())).toBe(after);
  await button(section, 'Step').click();
  await expectStage(section, 'Batch');
  await expect(progress(section, 'Iteration')).toHaveText('1');

  // Shown sums add up, the batch’s parts to those of the mean.
  for (const stage of ['→ 1', '→ 2', '→ 3', '→ 4', 'δ 3', 'δ 2', 'δ 1']) {
    await stageButton(section, stage).click();
    const sum = (await formulas(section)).find((formula) => / = \(?[−\d.]+ \+ /.test(formula))!;
    const terms = sum
      .replaceAll(/·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, '')
      .split(' = ')
      .slice(1)
      .map((side) =>
        side.split(' + ').reduce((total, term) => total + Math.round(number(term.replaceAll(/[()]/g, '')) * 1e4), 0),
      );
    expect(terms[0]).toBe(terms[1]);
  }
  await stageButton(section, 'Gradients').click();
  const parts = await section.locator('.batch-image .changing').allTextContents();
  expect(parts).toHaveLength(8);
  const mean = (await formulas(section)).find((formula) => formula.startsWith('∂C/∂w'))!;
  const total = parts.reduce((sum, part) => sum + Math.round(number(part) * 1e4), 0);
  expect(total).toBe(Math.round(number(/= ([−\d.]+)/.exec(mean)![1]!) * 1e4));

  // Any weight or bias is picked by its place, and by a click.
  const name = section.locator('.parameter-name');
  await section.getByLabel('Into').selectOption('0');
  await type(field(section, 'neuron'), '77');
  await type(field(section, 'pixel row'), '15');
  await type(field(section, 'column'), '99');
  await expect(name).toHaveText('weight from pixel row 15, column 28 to hidden layer 1, neuron 77');
  await section.getByRole('radio', { name: 'Bias' }).check();
  await expect(name).toHaveText('bias of hidden layer 1, neuron 77');
  await section.getByLabel('Into').selectOption('3');
  await type(field(section, 'output'), '9');
  await expect(name).toHaveText('bias of output 9');
  await stageButton(section, 'Gradients').click();
  const chosen = await name.textContent();
  const box = (await section.locator('.backprop-place').boundingBox())!;
  // Somewhere among the neurons of the first hidden layer.
  for (let x = 0.3; x < 0.55 && (await name.textContent()) === chosen; x += 0.01) {
    await page.mouse.click(box.x + box.width * x, box.y + box.height * 0.5);
  }
  await expect(name).toHaveText(/^weight from /);
  await button(section, 'The one that moves most').click();
  await expect(name).toHaveText(/^(weight|bias)/);
});

test('an explosion stops at its step; the update changes the one network, back undoes it, and reset restores it bit for bit', async ({
  page,
}) => {
  await openPage(page);
  await drawWithMouse(page, SEVEN);
  const answer = await percentages(page);
  const section = await openSection(page, 'backpropagation', '.slot-now');
  // An explosion stops at its step, is named, and there is a way back.
  await section.getByLabel('Digit', { exact: true }).selectOption('all');
  await type(field(section, 'Batch size'), '32');
  await type(field(section, 'Learning rate η'), '1');
  await button(section, 'Train on this batch').click();
  const alert = section.getByRole('alert');
  await expect(alert).toBeVisible({ timeout: 20_000 });
  await expect(alert).toContainText(/Step \d+ explodes/);
  await expect(alert).toContainText(/hidden layer \d|the outputs/);
  expect(await alert.locator('tbody tr').count()).toBeGreaterThan(1);
  expect(await section.textContent()).not.toMatch(/NaN|Infinity|∞/);
  await expect(button(section, 'Step')).toBeDisabled();
  expect(await axeFindings(page, '[data-section=backpropagation] [role=alert]')).toEqual([]);
  await button(section, 'Try η = 0.1').click();
  await expect(field(section, 'Learning rate η')).toHaveValue('0.1');
  await button(section, 'Reset').click();
  await expect(alert).toHaveCount(0);
  await expect.poll(() => percentages(page)).toEqual(answer);

  await type(field(section, 'Batch size'), '8');
  await type(field(section, 'Learning rate η'), '0.5');
  await section.getByLabel('Digit', { exact: true }).selectOption('1');
  await stageButton(section, 'Gradients').click();
  expect(await percentages(page)).toEqual(answer);
  await button(section, 'Step').click();
  await expect.poll(() => percentages(page)).not.toEqual(answer);
  await button(section, 'Back').click();
  await expectStage(section, 'Gradients');
  await expect.poll(() => percentages(page)).toEqual(answer);
  await button(section, 'Train on this batch').click();
  await expect.poll(async () => Number(await progress(section, 'Iteration').textContent())).toBeGreaterThan(3);
  await button(section, 'Pause training').click();
  await expect.poll(() => percentages(page)).not.toEqual(answer);
  // The meters show three digits of float32; the bits themselves are compared in tests/state/descent.test.ts.
  await button(section, 'Reset').click();
  await expect.poll(() => percentages(page)).toEqual(answer);
  await expect(progress(section, 'Iteration')).toHaveText('0');
  await expect(button(section, 'Reset')).toBeDisabled();
  // On images that it has not seen, too.
  await type(field(section, 'Learning rate η'), '0.01');
  await section.getByLabel('Digit', { exact: true }).selectOption('all');
  await section.getByRole('switch', { name: /new images at every step/ }).check();
  const strip = () => section.locator('.batch-image').first().screenshot();
  const images = await strip();
  await button(section, 'Train on new images').click();
  await expect.poll(async () => Number(await progress(section, 'Iteration').textContent())).toBeGreaterThan(3);
  await button(section, 'Pause training').click();
  expect((await strip()).equals(images)).toBe(false);
});

test('a nudge moves the cost, and its slope is the gradient to every digit; play goes on by itself, and pause holds the stage; keys do all', async ({
  page,
}) => {
  const section = await openBackpropagation(page);
  const nudge = section.locator('.nudge-numbers');
  const value = (name: string) => nudge.locator('> div', { has: page.getByText(name, { exact: true }) }).locator('dd');
  await nudge.scrollIntoViewIfNeeded();
  const resting = await value('C(w + ε)').textContent();
  expect(await value('slope measured at 0').textContent()).toBe(await value('∂C/∂w from backpropagation').textContent());
  await section.getByRole('slider', { name: 'Nudge ε' }).fill('0.05');
  await expect(value('C(w + ε)')).not.toHaveText(resting!);
  await section.getByRole('radio', { name: '±0.01', exact: true }).check();
  await expect(field(section, 'Nudge ε')).toHaveValue('0.0100');
  await expect(section.getByText('To every digit shown, the gradient is the slope.')).toBeVisible();

  await type(field(section, 'Stages/s'), '10');
  await button(section, 'Play').click();
  await expect.poll(async () => Number((await progress(section, 'Iteration').textContent())!)).toBeGreaterThan(0);
  await button(section, 'Pause').click();
  const stage = await section.locator('[aria-current=step]').textContent();
  await page.waitForTimeout(400);
  await expectStage(section, stage!);

  // Everything works by keyboard alone.
  await stageButton(section, 'Batch').click();
  await button(section, 'Step').focus();
  for (let step = 0; step < 6; step++) await page.keyboard.press('Enter');
  await expectStage(section, 'δ 4');
  await page.keyboard.press('Shift+Tab');
  await expect(button(section, 'Back')).toBeFocused();
  await page.keyboard.press('Space');
  await expectStage(section, 'Cost');
  await stageButton(section, 'Update').focus();
  await page.keyboard.press('Enter');
  await expectStage(section, 'Update');
  const image = section.getByRole('button', { name: /^Image 4,/ });
  await image.focus();
  await page.keyboard.press('Enter');
  await expect(image).toHaveAttribute('aria-pressed', 'true');
  await section.getByRole('slider', { name: 'Learning rate η' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(field(section, 'Learning rate η')).toHaveValue('0.011');
  await field(section, 'neuron').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(section.locator('.parameter-name')).toContainText('neuron');
});

test('the cost, the rate, the batch, the own drawing and what training has loaded change what is computed', async ({
  page,
}) => {
  await openPage(page);
  const section = await openSection(page, 'backpropagation', '.slot-now');
  await stageButton(section, 'Cost').click();
  expect((await formulas(section))[0]).toMatch(/^C_n = −ln /);
  await section.getByRole('radio', { name: 'Quadratic' }).check();
  expect((await formulas(section))[0]).toMatch(/^C_n ≈ ½ × /);
  await type(field(section, 'Batch size'), '1');
  await expect(section.locator('.batch-image')).toHaveCount(1);
  await stageButton(section, 'Gradients').click();
  expect((await formulas(section)).at(-1)).toMatch(/^∂C\/∂[wb] ≈ /);
  await section.getByRole('radio', { name: 'My drawing' }).check();
  await expect(section.getByText('The pad is empty: until you draw')).toBeVisible();
  await pad(page).scrollIntoViewIfNeeded();
  await drawWithMouse(page, SEVEN);
  await expect(contents(page)).not.toBeEmpty();
  await expect(section.getByText('The pad is empty: until you draw')).toHaveCount(0);
  await type(field(section, 'Learning rate η'), '99');
  await expect(field(section, 'Learning rate η')).toHaveValue('10');

  // What training has loaded is there to learn from, too.
  const training = await openSection(page, 'training', '.transport-start');
  await button(training, 'One step').click();
  await expect(training.locator('.transport-status')).toContainText('Paused', { timeout: 60_000 });
  await openSection(page, 'backpropagation', '.slot-now');
  await type(field(section, 'Learning rate η'), '0.01');
  await type(field(section, 'Batch size'), '8');
  await section.getByRole('radio', { name: 'Data of the training section' }).check();
  await expect(section.getByText(/^Drawn by lot from the [\d\u202f]+ images/)).toBeVisible();
  await expect(section.getByLabel('Digit', { exact: true })).toHaveValue('all');
  const names = () => section.locator('.batch-image').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  const before = await names();
  await button(section, 'Another batch').click();
  await expect.poll(names).not.toEqual(before);
  await stageButton(section, 'Again').click();
  await expect(progress(section, 'Cost')).not.toHaveText('–');
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('a finger steps and picks, and nothing is wider than the screen at any stage', async ({ page }) => {
    const section = await openBackpropagation(page);
    for (const stage of STAGES) {
      await stageButton(section, stage).tap();
      await expectStage(section, stage);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    }
    await stageButton(section, 'Gradients').tap();
    const place = section.locator('.backprop-place');
    await place.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const name = section.locator('.parameter-name');
    await section.getByRole('radio', { name: 'Bias' }).check();
    await place.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const box = (await place.boundingBox())!;
    await page.touchscreen.tap(box.x + box.width * 0.5, box.y + box.height * 0.37);
    await expect(name).toHaveText(/^weight from /);
    expect(await smallTargets(section.locator('button, input:not([type=checkbox]), label.switch, select'))).toEqual([]);
  });
});
