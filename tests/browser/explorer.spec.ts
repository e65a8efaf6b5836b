import { expect, test, type Page } from '@playwright/test';
import { axeFindings, THEMES } from './axe.ts';
import { chooseTheme, drawWithMouse, openPage, openSection, percentages, SEVEN } from './pad-driver.ts';
import { WRITTEN_DIGITS } from './written-digits.ts';
import { dotsOf } from './picture.ts';

const section = (page: Page) => page.locator('[data-section="explorer"]');
const tiles = (page: Page) => section(page).getByRole('listbox');
const name = (page: Page) => section(page).locator('.neuron-name');
const recognised = (page: Page) => section(page).locator('.accuracy dd');

async function openExplorer(page: Page): Promise<void> {
  await openPage(page);
  await drawWithMouse(page, SEVEN);
  await section(page).scrollIntoViewIfNeeded();
  await expect(tiles(page)).toBeVisible();
  await section(page).evaluate((element) => element.scrollIntoView());
}

async function chooseLayer(page: Page, label: RegExp): Promise<void> {
  await section(page).getByRole('radio', { name: label }).check({ force: true });
}

/** How many tiles show something. */
async function found(page: Page): Promise<number> {
  return (
    (await tiles(page).getByRole('option').count()) - (await tiles(page).getByRole('option', { name: 'Not known yet' }).count())
  );
}

/** Is there anything but one colour in a picture? */
async function showsSomething(page: Page, selector: string): Promise<boolean> {
  const dots = await dotsOf(section(page).locator(selector).first());
  return dots.evaluate(({ data }) => new Set(new Uint32Array(data.buffer)).size > 20);
}

test('neurons and tiles of all layers are shown and kept, and held values change the answers until they are let go', async ({
  page,
}) => {
  test.slow();
  await openExplorer(page);
  const before = await percentages(page);
  await expect(tiles(page).getByRole('option')).toHaveCount(128);
  await expect.poll(() => showsSomething(page, '.tiles-picture')).toBe(true);
  await tiles(page).getByRole('option', { name: 'Neuron 40', exact: true }).click();
  await expect(name(page)).toHaveText('Neuron 40 of layer 1');
  await expect(section(page).locator('.neuron-now')).toContainText('z = Σ w·x + b =');
  await expect.poll(() => showsSomething(page, '.pattern-picture')).toBe(true);
  await expect(section(page).locator('.firing .chart')).toBeVisible({ timeout: 30_000 });
  await expect(section(page).locator('.favourites-picture')).toHaveAttribute(
    'aria-label',
    /^The nine of 10.000 written digits that excite it most, strongest first: (\d, ){8}\d\.$/,
  );

  // Tiles of deeper layers arrive one by one, and are kept.
  await chooseLayer(page, /^Layer 2/);
  await expect.poll(() => found(page)).toBeGreaterThan(0);
  await expect.poll(() => found(page), { timeout: 30_000 }).toBe(64);
  await expect(section(page).locator('.tiles progress')).toHaveCount(0);
  await chooseLayer(page, /^Layer 3/);
  await expect(tiles(page).getByRole('option')).toHaveCount(32);
  await expect.poll(() => found(page), { timeout: 30_000 }).toBeGreaterThan(0);
  await chooseLayer(page, /^Layer 2/);
  // What was found is kept.
  expect(await found(page)).toBe(64);
  await expect(section(page).locator('.contributions')).toContainText('neuron');
  const speaker = section(page).locator('.contributions').getByRole('button').first();
  const number = /\d+/.exec((await speaker.textContent())!)![0];
  await speaker.click();
  await expect(name(page)).toHaveText(`Neuron ${number} of layer 1`);
  await chooseLayer(page, /^Layer 2/);
  await expect.poll(() => showsSomething(page, '.tiles-picture')).toBe(true);

  // A neuron is held at a typed value, and the count follows.
  await chooseLayer(page, /^Layer 3/);
  await expect(recognised(page).first()).toContainText('%', { timeout: 30_000 });
  const value = section(page).getByRole('spinbutton', { name: 'Hold its activation' });
  await value.fill('12.5');
  await value.press('Enter');
  await expect(section(page).locator('.neuron-badge')).toHaveText('held at 12.50');
  const heldCount = async () => Number(await recognised(page).nth(1).getAttribute('data-held'));
  await expect.poll(heldCount).toBeGreaterThan(0);
  const first = await heldCount();
  const slider = section(page).getByRole('slider', { name: 'Hold its activation' });
  await slider.press('Home');
  await expect.poll(heldCount).not.toBe(first);
  await section(page).getByRole('button', { name: 'Let it go' }).click();
  await expect(section(page).locator('.neuron-badge')).toHaveCount(0);

  // Silence changes the answers, says so everywhere, and letting go restores them bit for bit.
  await chooseLayer(page, /^Output/);
  await tiles(page).getByRole('option', { name: 'Digit 7' }).click();
  await expect(recognised(page).first()).toContainText('%', { timeout: 30_000 });
  const normal = await recognised(page).first().textContent();
  await expect(recognised(page).nth(1)).toHaveText('–');
  await section(page).getByRole('button', { name: 'Silence it' }).click();
  await expect.poll(() => percentages(page).then((shares) => shares[7])).toBe(0);
  await expect(recognised(page).nth(1)).toContainText('%');
  const held = Number(await recognised(page).nth(1).getAttribute('data-held'));
  expect(held).toBeGreaterThan(8_000);
  expect(held).toBeLessThan(9_100);
  await expect(section(page).locator('.accuracy-grown')).toContainText(/7 as \d: \+\d+/);
  const notice = page.getByRole('complementary', { name: 'A neuron is held' });
  await expect(notice).toContainText('The logit of digit 7 is held at −200.00.');
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(notice).toBeInViewport();
  await notice.getByRole('button').click();
  await expect(notice).toBeHidden();
  expect(await percentages(page)).toEqual(before);
  await expect(recognised(page).nth(1)).toHaveText('–');
  expect(await recognised(page).first().textContent()).toBe(normal);
});

/** A file of own digits as the page saves them: three of each but the four. */
function ownDigitsFile(): Buffer {
  const digits = WRITTEN_DIGITS.flatMap((strokes, label) =>
    label === 4
      ? []
      : [0, 1, 2].map((shift) => ({
          label,
          strokes: strokes.map((points) => ({ width: 2, ink: 0.8, points: points.flatMap(([x, y]) => [x + shift, y]) })),
        })),
  );
  return Buffer.from(JSON.stringify({ format: 'digits drawn on a pad of 28×28 cells', version: 1, digits }));
}

test('everything can be done by keys: neurons, holding, own digits from a file, which give way to written ones once deleted', async ({
  page,
}) => {
  await openExplorer(page);
  await section(page)
    .getByRole('radio', { name: /^Layer 1/ })
    .focus();
  await page.keyboard.press('ArrowRight');
  await expect(tiles(page).getByRole('option')).toHaveCount(64);
  await tiles(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(name(page)).toHaveText('Neuron 3 of layer 2');
  await page.keyboard.press('ArrowDown');
  const active = await tiles(page).getAttribute('aria-activedescendant');
  const chosen = tiles(page).getByRole('option', { selected: true });
  await expect(chosen).toHaveId(active!);
  await expect(chosen).not.toHaveAccessibleName('Neuron 3');
  // The neuron before it that says most is looked at next.
  const speaker = section(page).locator('.contributions').getByRole('button').first();
  const number = /\d+/.exec((await speaker.textContent())!)![0];
  await speaker.press('Enter');
  await expect(name(page)).toHaveText(`Neuron ${number} of layer 1`);
  await expect(tiles(page)).toBeFocused();
  await section(page).getByRole('button', { name: 'Silence it' }).focus();
  await page.keyboard.press('Enter');
  await expect(section(page).locator('.neuron-badge')).toHaveText('held at 0.00');
  await section(page).getByRole('button', { name: 'Let it go' }).focus();
  await page.keyboard.press('Enter');
  await expect(section(page).locator('.neuron-badge')).toHaveCount(0);

  const shown = section(page).locator('.shown-digits');
  await expect(shown).toContainText('Written by this page.');
  await expect(recognised(page).first()).toContainText('%', { timeout: 30_000 });
  const training = await openSection(page, 'training', '.data > summary');
  const data = training.locator('.data');
  await data.locator('summary').press('Enter');
  await data.getByRole('radio', { name: 'Your own' }).check({ force: true });
  const file = { name: 'my-digits.json', mimeType: 'application/json', buffer: ownDigitsFile() };
  await data.getByLabel('Load a file…').setInputFiles(file);
  await expect(data).toContainText('27 digits came from the file.');

  await openSection(page, 'explorer', '.tiles');
  await chooseLayer(page, /^Output/);
  await tiles(page).getByRole('option', { name: 'Digit 7' }).click();
  await shown.getByRole('radio', { name: 'Written' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(shown.getByRole('radio', { name: 'Your own' })).toBeChecked();
  await expect(section(page).locator('.accuracy h4')).toHaveText('Recognised, of 27 digits of your own');
  await expect(section(page).locator('.firing')).toContainText('of 27 digits of your own');
  const bars = section(page).locator('.firing .chart');
  await expect(bars).toHaveAccessibleName(
    /^Mean share a, by digit, over 27 digits of your own\. 0: \d\.\d\d,.* 4: –, there is none/,
  );
  await expect(bars.locator('.chart-unknown')).toHaveText('–');
  await expect(section(page).locator('.favourites h4')).toHaveText('Its nine favourites of 27 digits of your own, in order');
  // Three of each digit: its own three first.
  await expect(section(page).locator('.favourites-picture')).toHaveAccessibleName(/strongest first: 7, 7, 7, /);
  const learned = Number.parseInt((await recognised(page).first().textContent())!, 10);
  expect(learned).toBeGreaterThan(20);
  await section(page).getByRole('button', { name: 'Silence it' }).press('Enter');
  await expect.poll(() => recognised(page).nth(1).getAttribute('data-held')).toBe(String(learned - 3));
  expect(await section(page).textContent()).not.toContain('NaN');
  expect(await axeFindings(page, '[data-section=explorer]')).toEqual([]);

  await openSection(page, 'training', '.data');
  await data.getByRole('button', { name: 'Delete all' }).press('Enter');
  await openSection(page, 'explorer', '.tiles');
  await expect(shown).toHaveText(/Written ones again: too few of your own are left\.$/);
  await expect(section(page).locator('.accuracy h4')).toHaveText(/^Recognised, of 10.000 written digits$/);
  await expect(recognised(page).nth(1)).toHaveText(/^\d.\d{3} /, { timeout: 30_000 });
});

test('at 1366×768 the section fits one screen; axe finds nothing, nothing moves by itself or is cut off, in any theme', async ({
  page,
}) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1366, height: 768 });
  await openExplorer(page);
  await expect(section(page).locator('.firing .chart')).toBeVisible({ timeout: 30_000 });
  for (const layer of [/^Layer 1/, /^Layer 2/, /^Output/, /^Layer 3/]) {
    await chooseLayer(page, layer);
    expect((await section(page).boundingBox())!.height).toBeLessThanOrEqual(768);
  }
  await section(page).getByRole('button', { name: 'Silence it' }).click();
  await expect(recognised(page).nth(1)).toContainText('%', { timeout: 30_000 });
  for (const theme of THEMES) {
    await chooseTheme(page, theme, section(page));
    expect(await axeFindings(page, '[data-section=explorer]', theme)).toEqual([]);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  await section(page).getByRole('button', { name: 'Let it go' }).click();

  // Nothing that changes with the pen is cut off, in any theme and size.
  for (const [theme, width, height] of [
    ['Dark', 1366, 768],
    ['Projector', 1366, 768],
    ['Projector', 1920, 1080],
    ['Light', 390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await chooseTheme(page, theme, section(page));
    await expect(tiles(page)).toBeVisible();
    for (const layer of [/^Layer 1/, /^Layer 2/, /^Output/]) {
      await chooseLayer(page, layer);
      for (const isHeld of [false, true]) {
        if (isHeld) await section(page).getByRole('button', { name: 'Silence it' }).click();
        const cut = await section(page).evaluate((element) =>
          [...element.querySelectorAll('.live-box')]
            .filter(
              ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
                scrollHeight > clientHeight || scrollWidth > clientWidth,
            )
            .map(({ className, textContent }) => `${className}: ${textContent}`),
        );
        expect(cut, `${theme}, ${width}×${height}`).toEqual([]);
      }
      await section(page).getByRole('button', { name: 'Let it go' }).click();
    }
  }
});

test('a worker that cannot start is named, one that is killed is replaced, and out of sight nothing is done', async ({
  page,
}) => {
  test.slow();
  await page.addInitScript(() => {
    const counts = { answers: 0, paints: 0 };
    const workers: Worker[] = [];
    const Original = Worker;
    Object.assign(window, {
      counts,
      workers,
      Worker: class extends Original {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          if (!String(url).includes('analysis')) return;
          workers.push(this);
          this.addEventListener('message', () => counts.answers++);
        }
      },
    });
    // Which pictures are the section's shows when their canvases are handed over; then all that is ordered of them is counted.
    const own = new Set<unknown>();
    const handOver = HTMLCanvasElement.prototype.transferControlToOffscreen;
    HTMLCanvasElement.prototype.transferControlToOffscreen = function () {
      const canvas = Reflect.apply(handOver, this, []);
      if (this.closest('[data-section="explorer"]')) own.add(canvas);
      return canvas;
    };
    const post = Worker.prototype.postMessage as (...values: unknown[]) => void;
    Worker.prototype.postMessage = function (this: Worker, order, ...others) {
      if (order.kind === 'add' && own.has(order.canvas)) own.add(order.figure);
      if (order.kind === 'draw')
        counts.paints += order.figures.filter(({ figure }: { figure: number }) => own.has(figure)).length;
      Reflect.apply(post, this, [order, ...others]);
    };
  });
  const counts = () =>
    page.evaluate(() => ({ ...(window as unknown as { counts: Record<'answers' | 'paints' | 'changes', number> }).counts }));
  const kill = () =>
    page.evaluate(() => {
      const { workers } = window as unknown as { workers: Worker[] };
      workers[workers.length - 1]!.terminate();
      return workers.length;
    });

  await page.route('**/analysis-worker*', (route) => route.abort());
  await openExplorer(page);
  await expect(section(page).locator('.explorer-failure')).toContainText('The analysis stopped');
  await tiles(page).getByRole('option', { name: 'Neuron 2', exact: true }).click();
  await expect(name(page)).toHaveText('Neuron 2 of layer 1');
  await page.unroute('**/analysis-worker*');
  await section(page).getByRole('button', { name: 'Try again' }).click();
  await chooseLayer(page, /^Layer 2/);
  await expect.poll(() => found(page), { timeout: 30_000 }).toBeGreaterThan(0);
  await expect(section(page).locator('.explorer-failure')).toHaveCount(0);

  // Out of sight it costs nothing: no answer of the worker, no change of the page, no drawing.
  expect((await counts()).paints).toBeGreaterThan(0);
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(section(page)).not.toBeInViewport();
  // The piece of work that was begun is finished, however long that takes.
  const answersInASecond = async () => {
    const { answers } = await counts();
    await page.waitForTimeout(1000);
    return (await counts()).answers - answers;
  };
  await expect.poll(answersInASecond).toBe(0);
  await section(page).evaluate((element) => {
    const { counts: all } = window as unknown as { counts: Record<string, number> };
    all.changes = 0;
    new MutationObserver((changes) => (all.changes! += changes.length)).observe(element, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
  const before = await counts();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await drawWithMouse(page, SEVEN);
  await page.waitForTimeout(500);
  expect(await counts()).toEqual(before);
  // It takes up its work where it was.
  const left = await found(page);
  expect(left).toBeLessThan(64);
  await section(page).evaluate((element) => element.scrollIntoView());
  await expect.poll(() => found(page), { timeout: 30_000 }).toBeGreaterThan(left);

  // Killed at work and at rest.
  const started = await kill();
  await expect.poll(() => found(page), { timeout: 30_000 }).toBe(64);
  await expect(section(page).locator('.firing .chart')).toBeVisible({ timeout: 30_000 });
  expect(await kill()).toBe(started + 1);
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('tiles are as large as a finger, and a touch chooses', async ({ page }) => {
    await openExplorer(page);
    const option = tiles(page).getByRole('option', { name: 'Neuron 11', exact: true });
    await option.scrollIntoViewIfNeeded();
    const box = (await option.boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
    await option.tap();
    await expect(name(page)).toHaveText('Neuron 11 of layer 1');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
