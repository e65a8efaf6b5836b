import { expect, test } from '@playwright/test';
import {
  answer,
  contents,
  drawWithFinger,
  drawWithMouse,
  drawWithPen,
  openPage,
  pad,
  percentages,
  screenPlaces,
  SEVEN,
  ZERO,
} from './pad-driver.ts';

const NOTHING = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

test('an empty pad asks for a drawing and predicts nothing; a mouse draws and the network follows every move; edges, a pen, the eraser', async ({
  page,
}) => {
  await openPage(page);
  expect(await percentages(page)).toEqual(NOTHING);
  await expect(page.getByText('Draw something')).toBeVisible();
  await expect(contents(page)).toHaveText('The pad is empty.');

  const place = await screenPlaces(page);
  const seen = new Set<string>();
  const [line] = SEVEN;
  await page.mouse.move(place(line![0]!).x, place(line![0]!).y);
  await page.mouse.down();
  for (const cell of line!) {
    await page.mouse.move(place(cell).x, place(cell).y, { steps: 3 });
    seen.add((await percentages(page)).join());
  }
  // A dot, a flat line of whatever length (it is scaled to the same picture), and two bends.
  expect(seen.size).toBeGreaterThanOrEqual(3);
  await page.mouse.up();
  expect(await answer(page)).toBe(7);
  await expect(contents(page)).toHaveText('1 stroke on the pad.');

  // A line that leaves the pad stops at its edge and goes on where it comes back; a pen draws whatever its pressure.
  await page.getByRole('button', { name: 'Clear' }).click();
  await drawWithMouse(page, [
    [
      [14, 20],
      [14, 27],
      [14, 40],
      [22, 40],
      [22, 20],
    ],
  ]);
  await expect(contents(page)).toHaveText('2 strokes on the pad.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(contents(page)).toHaveText('The pad is empty.');

  await drawWithPen(page, ZERO);
  expect(await answer(page)).toBe(0);

  // The eraser cuts what it crosses.
  await page.getByRole('button', { name: 'Clear' }).click();
  await drawWithMouse(page, [
    [
      [14, 4],
      [14, 24],
    ],
  ]);
  await page.getByRole('radio', { name: 'Eraser' }).check();
  await drawWithMouse(page, [
    [
      [8, 14],
      [20, 14],
    ],
  ]);
  await expect(contents(page)).toHaveText('2 strokes on the pad.');
  await drawWithMouse(page, [
    [
      [2, 2],
      [4, 2],
    ],
  ]);
  // Erasing nothing is no step: one undo brings the line back.
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(contents(page)).toHaveText('1 stroke on the pad.');
});

test('undo, redo and their keys walk through what was done, but not those of a number field, whose values have limits', async ({
  page,
}) => {
  await openPage(page);
  await drawWithMouse(page, SEVEN);
  await drawWithMouse(page, [
    [
      [10, 14],
      [18, 14],
    ],
  ]);
  const both = await percentages(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(contents(page)).toHaveText('1 stroke on the pad.');
  await page.keyboard.press('Control+z');
  expect(await percentages(page)).toEqual(NOTHING);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+y');
  await expect(contents(page)).toHaveText('2 strokes on the pad.');
  expect(await percentages(page)).toEqual(both);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(contents(page)).toHaveText('The pad is empty.');
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await percentages(page)).toEqual(both);

  // In a number field Control+Z is the field’s own; the brush is slid or typed, and what is typed stays within its limits.
  await page.getByRole('button', { name: 'Clear' }).click();
  await drawWithMouse(page, SEVEN);
  await page.getByRole('spinbutton', { name: 'Size' }).focus();
  await page.keyboard.press('Control+z');
  await expect(contents(page)).toHaveText('1 stroke on the pad.');

  const size = page.getByRole('spinbutton', { name: 'Size' });
  await size.fill('99');
  await size.press('Enter');
  await expect(size).toHaveValue('6.0');
  await expect(page.getByRole('slider', { name: 'Size' })).toHaveValue('6');
  await page.getByRole('slider', { name: 'Ink' }).fill('0.3');
  await expect(page.getByRole('spinbutton', { name: 'Ink' })).toHaveValue('0.30');
});

test('cursor keys and space draw; samples come, another one each time; the answer is there before the pointer event is over', async ({
  page,
}) => {
  await openPage(page);
  await pad(page).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press(' ');
  for (let step = 0; step < 18; step++) await page.keyboard.press('ArrowDown');
  await expect(contents(page)).toHaveText('1 stroke on the pad.');
  await page.keyboard.press(' ');
  expect(await answer(page)).toBe(1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(contents(page)).toHaveText('1 stroke on the pad.');

  // Every sample button puts its digit on the pad, another one each time.
  const image = page.locator('.step-picture').last();
  let right = 0;
  for (let digit = 0; digit < 10; digit++) {
    const button = page.getByRole('button', { name: `${digit}, a sample` });
    await button.click();
    const first = await image.getAttribute('aria-label');
    if ((await answer(page)) === digit) right++;
    await button.click();
    expect(await image.getAttribute('aria-label')).not.toBe(first);
  }
  // Samples have every shape that people give their digits, a few of which are hard to read.
  expect(right).toBeGreaterThanOrEqual(8);

  // The answer is there before the pointer event is over.
  await page.getByRole('button', { name: 'Clear' }).click();
  const values = await pad(page).evaluate((element) => {
    element.setPointerCapture = () => undefined;
    const box = element.getBoundingClientRect();
    const at = (x: number, y: number) => ({
      pointerId: 1,
      pointerType: 'mouse',
      button: 0,
      buttons: 1,
      bubbles: true,
      clientX: box.left + (x * box.width) / 28,
      clientY: box.top + (y * box.height) / 28,
    });
    element.dispatchEvent(new PointerEvent('pointerdown', at(14, 5)));
    element.dispatchEvent(new PointerEvent('pointermove', at(14, 23)));
    // The page renders in a microtask: before the next frame, whenever that is.
    return Promise.resolve().then(() =>
      [...document.querySelectorAll('[role=meter]')].map((meter) => Number(meter.getAttribute('aria-valuenow'))),
    );
  });
  expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(100, 3);
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('a finger draws and the page stays where it is; a second finger, a palm and the hand of a pen draw nothing', async ({
    page,
  }) => {
    await openPage(page);
    await drawWithFinger(page, SEVEN);
    expect(await answer(page)).toBe(7);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);

    // A second finger and a palm draw nothing.
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(contents(page)).toHaveText('The pad is empty.');
    const place = await screenPlaces(page);
    const touch = await page.context().newCDPSession(page);
    const first = { ...place([10, 10]), id: 0 };
    const second = { ...place([20, 20]), id: 1 };
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [first] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [first, second] });
    const moved = [
      { ...place([10, 14]), id: 0 },
      { ...place([20, 24]), id: 1 },
    ];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: moved });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(contents(page)).toHaveText('1 stroke on the pad.');
    const palm = { ...place([14, 14]), radiusX: 60, radiusY: 60 };
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [palm] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(contents(page)).toHaveText('1 stroke on the pad.');

    // A pen that comes near takes back the line of the hand that holds it.
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(contents(page)).toHaveText('The pad is empty.');
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [place([20, 24])] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [place([21, 25])] });
    await expect(contents(page)).toHaveText('1 stroke on the pad.');
    await touch.send('Input.dispatchMouseEvent', { type: 'mouseMoved', pointerType: 'pen', ...place([10, 6]) });
    await expect(contents(page)).toHaveText('The pad is empty.');
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [place([22, 26])] });
    await expect(contents(page)).toHaveText('The pad is empty.');
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  });
});
