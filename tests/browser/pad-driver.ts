import { expect, type Locator, type Page } from '@playwright/test';

/** A place on the pad in cells of 28. */
export type Cell = readonly [x: number, y: number];

/** Opens the page and waits until the network answers. */
export async function openPage(page: Page, path = ''): Promise<void> {
  await page.goto(`/${path}`);
  await expect(page.getByRole('status')).toContainText('Ready', { timeout: 30_000 });
  await expect(pad(page)).toBeVisible();
}

/**
 * Scrolls to a section until it stays there and shows `shown`: what loads above it pushes it away, and out of sight nothing is laid out.
 */
export async function openSection(page: Page, id: string, shown: string): Promise<Locator> {
  const section = page.locator(`[data-section=${id}]`);
  await expect(async () => {
    await section.evaluate((element) => element.scrollIntoView());
    await expect(section.locator(shown).first()).toBeVisible({ timeout: 1000 });
    expect(await section.evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(1);
  }).toPass({ timeout: 20_000 });
  return section;
}

/** Chooses a theme at the top of the page, and comes back to a section. */
export async function chooseTheme(page: Page, theme: string, section: Locator): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole('radio', { name: theme }).check({ force: true });
  await section.evaluate((element) => element.scrollIntoView());
}

/** Controls too small for a finger. 44 px, less the rounding of a box at a fraction of a pixel. */
export async function smallTargets(controls: Locator): Promise<string[]> {
  return controls.evaluateAll((all) =>
    all.filter((control) => control.getBoundingClientRect().height < 43.99).map((control) => control.outerHTML),
  );
}

export function pad(page: Page): Locator {
  return page.getByLabel('Draw a digit', { exact: true });
}

/** The answer of the network as ten percentages. */
export async function percentages(page: Page): Promise<number[]> {
  const values: number[] = [];
  for (let digit = 0; digit < 10; digit++) {
    const meter = page.getByRole('meter', { name: `Digit ${digit}`, exact: true });
    values.push(Number(await meter.getAttribute('aria-valuenow')));
  }
  return values;
}

/** The most probable digit. */
export async function answer(page: Page): Promise<number> {
  const values = await percentages(page);
  return values.indexOf(Math.max(...values));
}

/** What the pad says is on it. */
export function contents(page: Page): Locator {
  return page.locator('#pad-contents');
}

/** Turns cells into places on the screen. */
export async function screenPlaces(page: Page): Promise<(cell: Cell) => { x: number; y: number }> {
  const box = (await pad(page).boundingBox())!;
  return ([x, y]) => ({ x: box.x + (x * box.width) / 28, y: box.y + (y * box.height) / 28 });
}

/** Draws lines with the mouse. */
export async function drawWithMouse(page: Page, strokes: readonly (readonly Cell[])[]): Promise<void> {
  const place = await screenPlaces(page);
  for (const [first, ...others] of strokes) {
    const start = place(first!);
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    for (const cell of others) {
      const { x, y } = place(cell);
      await page.mouse.move(x, y, { steps: 2 });
    }
    await page.mouse.up();
  }
}

/** Draws lines with one finger, as the browser's own touch events. */
export async function drawWithFinger(page: Page, strokes: readonly (readonly Cell[])[]): Promise<void> {
  const place = await screenPlaces(page);
  const touch = await page.context().newCDPSession(page);
  for (const [first, ...others] of strokes) {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [place(first!)] });
    for (const cell of others) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [place(cell)] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
}

/** Draws lines with a pen, as the browser's own pen events. */
export async function drawWithPen(page: Page, strokes: readonly (readonly Cell[])[]): Promise<void> {
  const place = await screenPlaces(page);
  const input = await page.context().newCDPSession(page);
  const pen = { pointerType: 'pen', button: 'left', tiltX: 30 } as const;
  for (const stroke of strokes) {
    const last = stroke[stroke.length - 1]!;
    await input.send('Input.dispatchMouseEvent', { ...pen, type: 'mousePressed', ...place(stroke[0]!), clickCount: 1 });
    for (const [index, cell] of stroke.entries()) {
      // Pressure is not ink here, so that any will do.
      const force = (index + 1) / stroke.length;
      await input.send('Input.dispatchMouseEvent', { ...pen, type: 'mouseMoved', ...place(cell), buttons: 1, force });
    }
    await input.send('Input.dispatchMouseEvent', { ...pen, type: 'mouseReleased', ...place(last), clickCount: 1 });
  }
  await input.detach();
}

/** A seven without a bar, in one stroke. */
export const SEVEN: readonly (readonly Cell[])[] = [
  [
    [8, 6],
    [13, 6],
    [20, 6],
    [17, 13],
    [13, 23],
  ],
];

/** A ring. */
export const ZERO: readonly (readonly Cell[])[] = [
  Array.from({ length: 17 }, (_, step): Cell => {
    const turn = (step / 16) * 2 * Math.PI;
    return [14 - 5.5 * Math.sin(turn), 14 - 8 * Math.cos(turn)];
  }),
];
