import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { answer, chooseTheme, drawWithMouse, openPage, percentages, smallTargets, SEVEN, ZERO } from './pad-driver.ts';
import { checksum, dotsOf } from './picture.ts';
import { changeBrowser } from './studio.ts';

function layer(page: Page, index: number): Locator {
  return page.locator(`#network-layer-${index}`);
}

async function openNetwork(page: Page): Promise<void> {
  await openPage(page);
  await expect(layer(page, 3)).toBeAttached();
}

/** A number as the page writes it. */
function numberOf(text: string): number {
  return Number(text.replace('−', '-'));
}

/** The numbers of the card's column, the sum last, as whole thousandths. */
async function column(page: Page): Promise<number[]> {
  const texts = await page.locator('.card-sum td:last-child').allTextContents();
  return texts.map((text) => Math.round(numberOf(text) * 1000));
}

function expectToAddUp(numbers: readonly number[]): void {
  expect(numbers.slice(0, -1).reduce((sum, value) => sum + value, 0)).toBe(numbers[numbers.length - 1]);
}

/** Multiplies the factors of the card's column as they are shown: rounded, that is the part beside them. */
async function expectToMultiply(page: Page): Promise<void> {
  const rows = await page
    .locator('.card-sum tr:has(td.quiet)')
    .evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent!)));
  for (const [factors, part] of rows) {
    const [w, a] = factors!.split(' × ').map(numberOf);
    expect(Math.round(w! * a! * 1000) + 0, `${factors} = ${part}`).toBe(Math.round(numberOf(part!) * 1000) + 0);
  }
}

const networkPicture = (page: Page) => page.locator('.network-canvas');

/** How many dots are written on the right of the outputs. */
async function inkAtOutputs(page: Page): Promise<number> {
  const outputs = (await layer(page, 3).boundingBox())!;
  const box = (await networkPicture(page).boundingBox())!;
  const left = Math.ceil(outputs.x + outputs.width - box.x);
  return (await dotsOf(networkPicture(page))).evaluate(
    ({ data, width }, from) =>
      data.filter((value, index) => index % 4 === 3 && value > 64 && Math.floor(index / 4) % width >= from).length,
    left,
  );
}

/** The middle of a neuron of a layer that is laid out in columns of 16. */
async function placeOf(page: Page, index: number, neuron: number, columns: number, lines = 16) {
  const box = (await layer(page, index).boundingBox())!;
  return {
    x: box.x + (box.width * (Math.floor(neuron / lines) + 0.5)) / columns,
    y: box.y + (box.height * ((neuron % lines) + 0.5)) / lines,
  };
}

test.describe('without motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1366, height: 768 } });

  test('an empty pad shows what biases make; keys walk through every layer, and the card adds up exactly', async ({ page }) => {
    await openNetwork(page);
    await expect(page.getByText('At rest: the pad is empty, only the biases speak')).toBeVisible();
    await layer(page, 0).focus();
    // No pixel brings anything, so all of them are “the other”, and z is the bias.
    await expect(page.locator('.card-sum')).toContainText('the other 784');
    const [others, bias, z] = await column(page);
    expect(others).toBe(0);
    expect(z).toBe(bias);

    await drawWithMouse(page, SEVEN);
    await layer(page, 0).focus();
    for (const index of [0, 1, 2, 3]) {
      await expect(layer(page, index)).toBeFocused();
      for (const key of ['Home', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'End', 'ArrowUp']) {
        await page.keyboard.press(key);
        expectToAddUp(await column(page));
      }
      await expectToMultiply(page);
      const heard = layer(page, index).getByRole('option');
      await expect(heard).toHaveAttribute('aria-label', /: activation .+, z −?\d+\.\d+, bias −?\d+\.\d+$/);
      const id = await layer(page, index).getAttribute('aria-activedescendant');
      expect(await heard.getAttribute('id')).toBe(id);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Home');
    await expect(page.locator('.card-name')).toHaveText('Output 0');
    for (let step = 0; step < 7; step++) await page.keyboard.press('ArrowDown');
    await expect(page.locator('.card-name')).toHaveText('Output 7');
    const shown = await page.locator('.card-activation').textContent();
    expect(Number.parseFloat(shown!)).toBeCloseTo((await percentages(page))[7]!, 1);
  });

  test('Enter selects, Escape clears; the pointer finds every neuron where it is drawn, and a click selects it', async ({
    page,
  }) => {
    await openNetwork(page);
    await drawWithMouse(page, SEVEN);
    await layer(page, 2).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(layer(page, 2).getByRole('option')).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByText('Selected. Escape clears.')).toBeVisible();
    // The selected neuron stays on the card when the focus goes.
    await page.getByRole('button', { name: 'Clear', exact: true }).focus();
    await expect(page.locator('.card-name')).toHaveText('Hidden layer 3, neuron 2');
    await layer(page, 2).focus();
    await page.keyboard.press('Escape');
    await expect(layer(page, 2).getByRole('option')).toHaveAttribute('aria-selected', 'false');
    await page.getByRole('button', { name: 'Clear', exact: true }).focus();
    await expect(page.locator('.card-name')).toHaveCount(0);

    for (const [index, neuron, columns] of [
      [0, 0, 8],
      [0, 77, 8],
      [1, 40, 4],
      [2, 31, 2],
    ] as const) {
      const { x, y } = await placeOf(page, index, neuron, columns);
      await page.mouse.move(x, y);
      await expect(page.locator('.card-name')).toHaveText(`Hidden layer ${index + 1}, neuron ${neuron + 1}`);
      expectToAddUp(await column(page));
    }
    const before = await checksum(networkPicture(page));
    const { x, y } = await placeOf(page, 3, 7, 1, 10);
    await page.mouse.click(x, y);
    await expect(page.locator('.card-name')).toHaveText('Output 7');
    await expect.poll(() => checksum(networkPicture(page))).not.toBe(before);
    await page.mouse.move(5, 5);
    await expect(page.locator('.card-name')).toHaveText('Output 7');
    // From the answer back to the pixels, each time to the neuron that said most: by mouse, then by keys.
    const speakers = page.locator('.card-sum').getByRole('button');
    for (const index of [2, 1, 0]) {
      const name = await speakers.first().textContent();
      if (index === 2) await speakers.first().click();
      else await speakers.first().press('Enter');
      await expect(page.locator('.card-name')).toHaveText(`Hidden layer ${index + 1}, ${name}`);
      await expect(layer(page, index)).toBeFocused();
      expectToAddUp(await column(page));
    }
    await expect(speakers).toHaveCount(0);
    const speaker = page.locator('.why-list').getByRole('button').first();
    const name = await speaker.textContent();
    await speaker.click();
    await expect(page.locator('.card-name')).toHaveText(`Hidden layer 3, ${name}`);
    await expect(layer(page, 2)).toBeInViewport();
    await page.mouse.move(5, 5);
    await page.getByRole('button', { name: 'Clear selection' }).click();
  });

  test('“why 7 and not …” adds up, follows the drawing and then the person, as card and picture do; axe finds nothing in any theme', async ({
    page,
  }) => {
    await openNetwork(page);
    await drawWithMouse(page, SEVEN);
    expect(await answer(page)).toBe(7);
    const parts = async () => {
      const texts = await page.locator('.why-number').allTextContents();
      return texts.map((text) => Math.round(numberOf(text) * 1000));
    };
    const lead = async () => {
      const text = (await page.locator('.why-parts > p').first().textContent())!;
      return Math.round(numberOf(/lead of (−?[\d.]+)\.$/.exec(text)![1]!) * 1000);
    };
    await page.locator('.network-why').scrollIntoViewIfNeeded();
    await expect(page.getByRole('heading', { name: /^Why 7 and not \d\?$/ })).toBeVisible();
    await expect(page.locator('.why-number').first()).toBeVisible();
    expectToAddUp([...(await parts()), await lead()]);
    const sizes = await parts();
    expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));

    await page.getByLabel('and not this one').selectOption('1');
    await expect(page.getByRole('heading', { name: 'Why 7 and not 1?' })).toBeVisible();
    expectToAddUp([...(await parts()), await lead()]);
    // The same digit on both sides is no question: they change places.
    await page.getByLabel('Why this digit').selectOption('1');
    await expect(page.getByRole('heading', { name: 'Why 1 and not 7?' })).toBeVisible();
    expect(await lead()).toBeLessThan(0);
    expectToAddUp([...(await parts()), await lead()]);

    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await drawWithMouse(page, ZERO);
    await expect(page.getByRole('heading', { name: 'Why 1 and not 7?' })).toBeVisible();
    await page.getByRole('button', { name: 'Follow the drawing' }).click();
    await expect(page.getByRole('heading', { name: /^Why 0 and not \d\?$/ })).toBeVisible();

    // The card and the picture follow the drawing.
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await drawWithMouse(page, SEVEN);
    await layer(page, 3).focus();
    const before = await column(page);
    const picture = await checksum(networkPicture(page));
    const heard = await page.locator('.network-canvas').getAttribute('aria-label');
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await drawWithMouse(page, ZERO);
    await layer(page, 3).focus();
    const after = await column(page);
    expect(after).not.toEqual(before);
    expectToAddUp(after);
    await expect.poll(() => checksum(networkPicture(page))).not.toBe(picture);
    await expect(page.locator('.network-canvas')).not.toHaveAttribute('aria-label', heard!);
    await expect(page.locator('.network-canvas')).toHaveAttribute('aria-label', /Output: 0 with \d+\.\d/);

    // Axe finds nothing with a neuron in focus, in any theme.
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await drawWithMouse(page, SEVEN);
    for (const theme of ['Dark', 'Light', 'Projector']) {
      await chooseTheme(page, theme, page.locator('[data-section=network]'));
      await layer(page, 1).focus();
      await page.keyboard.press('Enter');
      expect(await axeFindings(page, '[data-section=network]', theme)).toEqual([]);
    }
  });

  test('there is no wave; more connections are another picture, and none is none; the figure is saved', async ({ page }) => {
    await openNetwork(page);
    const empty = await checksum(networkPicture(page));
    await page.getByRole('button', { name: '3, a sample' }).click();
    await expect.poll(() => checksum(networkPicture(page))).not.toBe(empty);
    const shown = await checksum(networkPicture(page));
    // A wave takes a second.
    await page.waitForTimeout(300);
    expect(await checksum(networkPicture(page))).toBe(shown);

    await expect(page.getByText('the 20 strongest into each layer')).toBeVisible();
    const before = await checksum(networkPicture(page));
    const count = page.getByRole('spinbutton', { name: 'Connections' });
    await count.fill('400');
    await count.press('Enter');
    await expect(page.getByText('the 100 strongest into each layer')).toBeVisible();
    await expect.poll(() => checksum(networkPicture(page))).not.toBe(before);
    await count.fill('0');
    await count.press('Enter');
    await expect(page.getByText('No lines.')).toBeVisible();

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as picture: the whole network' }).click();
    expect((await download).suggestedFilename()).toBe('network.png');
  });

  test('without its numbers the network stays dark and says so', async ({ page }) => {
    await page.route('**/models/*', (route) => route.abort());
    await page.goto('/');
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(page.getByText('Without its numbers the network stays dark')).toBeVisible();
    await layer(page, 2).focus();
    await expect(page.locator('.card-sum')).toHaveCount(0);
    await page.unroute('**/models/*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await layer(page, 2).focus();
    await expect(page.locator('.card-sum')).toBeVisible();
  });

  test('without any pictures the numbers remain', async ({ page }) => {
    await changeBrowser(page, () => {
      for (const { prototype } of [globalThis.OffscreenCanvas, globalThis.HTMLCanvasElement].filter(Boolean)) {
        prototype.getContext = () => null;
      }
    });
    await openNetwork(page);
    await drawWithMouse(page, SEVEN);
    await layer(page, 2).focus();
    expectToAddUp(await column(page));
    await expect(page.locator('.output-labels')).toContainText('%');
    await expect(page.locator('.network-canvas')).toHaveAttribute('aria-label', /Output: 7/);
  });
});

test('a stroke that ends sends one wave through the network; the predictions never wait for it', async ({ page }) => {
  await openNetwork(page);
  // So slow that it is on its way for eight seconds, until it is hurried.
  const setSpeed = (layers: string) => page.getByRole('spinbutton', { name: /Wave/ }).fill(layers);
  await setSpeed('0.5');
  await drawWithMouse(page, SEVEN);
  expect(await answer(page)).toBe(7);
  // The outputs have no shares until the wave has come to them; then all is still.
  const waiting = await inkAtOutputs(page);
  await setSpeed('10');
  await expect.poll(() => inkAtOutputs(page)).toBeGreaterThan(1.5 * waiting);
  let still = NaN;
  const cameToRest = async () => {
    still = await checksum(networkPicture(page));
    await page.waitForTimeout(150);
    return (await checksum(networkPicture(page))) === still;
  };
  await expect.poll(cameToRest).toBe(true);
  await setSpeed('0.5');
  await page.getByRole('button', { name: 'Replay' }).click();
  await expect.poll(() => checksum(networkPicture(page))).not.toBe(still);
  await setSpeed('10');
  await expect.poll(() => checksum(networkPicture(page))).toBe(still);
});

test.describe('on a phone', () => {
  test.use({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 844 },
    contextOptions: { reducedMotion: 'reduce' },
  });

  test('a tap on a neuron shows its sum; the network flows down, nothing is wider than the screen', async ({ page }) => {
    await openNetwork(page);
    await page.getByRole('button', { name: '7, a sample' }).tap();
    const first = (await layer(page, 0).boundingBox())!;
    const last = (await layer(page, 3).boundingBox())!;
    expect(last.y).toBeGreaterThan(first.y + first.height);
    await layer(page, 3).scrollIntoViewIfNeeded();
    const box = (await layer(page, 3).boundingBox())!;
    await page.touchscreen.tap(box.x + (box.width * 7.5) / 10, box.y + box.height / 2);
    await expect(page.locator('.card-name')).toHaveText('Output 7');
    expectToAddUp(await column(page));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await smallTargets(page.locator('[data-section=network] :is(button, input, select)'))).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
  });
});
