import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { gunzip } from '../../src/formats/gzip.ts';
import { readUnipen } from '../../src/formats/unipen.ts';
import { answer, drawWithPen, openPage, percentages, type Cell } from './pad-driver.ts';
import { WRITTEN_DIGITS } from './written-digits.ts';

test('ten digits written with a pen are recognised, and clearly', async ({ page }) => {
  await openPage(page);
  for (const [digit, strokes] of WRITTEN_DIGITS.entries()) {
    await page.getByRole('button', { name: 'Clear' }).click({ force: true });
    await drawWithPen(page, strokes);
    expect.soft(await answer(page), `digit ${digit}`).toBe(digit);
    expect.soft(Math.max(...(await percentages(page))), `how sure of digit ${digit}`).toBeGreaterThan(60);
  }
});

const data = process.env['DIGITS_DATA'];

test('digits that people wrote on a tablet are recognised (skipped unless DIGITS_DATA names the folder of pendigits)', async ({
  page,
}) => {
  test.skip(!data, 'DIGITS_DATA does not name a folder with pendigits');
  test.slow();
  const file = await readFile(join(data!, 'pendigits', 'pendigits-orig.tra.gz'));
  const digits = readUnipen(await gunzip(new Uint8Array(file), 64 * 1024 * 1024));
  // Every 900th: 9 digits, by nearly as many writers.
  const some = digits.filter((_, index) => index % 900 === 0);
  await openPage(page);
  let right = 0;
  for (const { label, drawing } of some) {
    await page.getByRole('button', { name: 'Clear' }).click({ force: true });
    await drawWithPen(page, onPad(drawing.map((stroke) => stroke.points)));
    if ((await answer(page)) === label) right++;
  }
  // The network is right on more than 98 of 100 of them; one in 9 may be among the others.
  expect(right).toBeGreaterThanOrEqual(some.length - 1);
});

/** Strokes in tablet units, moved and scaled to where a person would write them on the pad. */
function onPad(strokes: readonly (readonly { x: number; y: number }[])[]): Cell[][] {
  const points = strokes.flat();
  const left = Math.min(...points.map(({ x }) => x));
  const top = Math.min(...points.map(({ y }) => y));
  const width = Math.max(...points.map(({ x }) => x)) - left;
  const height = Math.max(...points.map(({ y }) => y)) - top;
  const scale = 20 / Math.max(width, height, 1);
  return strokes.map((stroke) =>
    stroke
      // Every second place is enough for the shape, and half the events.
      .filter((_, index) => index % 2 === 0 || index === stroke.length - 1)
      .map(({ x, y }): Cell => [14 + (x - left - width / 2) * scale, 14 + (y - top - height / 2) * scale]),
  );
}
