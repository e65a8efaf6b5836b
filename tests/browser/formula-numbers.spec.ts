import { expect, test, type Locator } from '@playwright/test';
import { chooseTheme, openPage, openSection } from './pad-driver.ts';

/** How far the numbers of formulas are from the slots that KaTeX has set for them, and whether any is wider than its slot, CSS pixels. */
async function farthest(section: Locator): Promise<{ count: number; away: number; cut: string[] }> {
  return section.locator('.live-formula').evaluateAll((formulas) => {
    let count = 0;
    let away = 0;
    const cut: string[] = [];
    for (const formula of formulas) {
      const slots = [...formula.querySelectorAll('.slot')].map((slot) => slot.getBoundingClientRect());
      for (const [index, number] of [...formula.querySelectorAll('.slot-now')].entries()) {
        const [over, slot] = [number.getBoundingClientRect(), slots[index]!];
        const sides = ['left', 'top', 'right', 'bottom'] as const;
        away = Math.max(away, ...sides.map((side) => Math.abs(over[side] - slot[side])));
        const text = document.createRange();
        text.selectNodeContents(number);
        if (text.getBoundingClientRect().width > slot.width + 0.5) cut.push(number.textContent ?? '');
        count++;
      }
    }
    return { count, away, cut };
  });
}

test('numbers lie over their slots in every theme and every width', async ({ page }) => {
  test.slow();
  await openPage(page);
  for (const id of ['neuron', 'mathematics', 'backpropagation']) {
    for (const [theme, width] of [
      ['Dark', 1366],
      ['Projector', 1366],
      ['Projector', 390],
      ['Light', 390],
      ['Light', 900],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      const section = await openSection(page, id, '.slot-now');
      await chooseTheme(page, theme, section);
      // A pixel is divided into 64; boxes of fractions are rounded twice.
      await expect.poll(async () => (await farthest(section)).away, `${id}, ${theme}, ${width}`).toBeLessThan(0.05);
      const { count, cut } = await farthest(section);
      expect(count).toBeGreaterThan(2);
      expect(cut).toEqual([]);
    }
  }
});

test('numbers stay over their slots when the fonts of formulas come late', async ({ page }) => {
  let letCome = () => {};
  const comes = new Promise<void>((resolve) => (letCome = resolve));
  await page.route('**/*.woff2', async (route) => {
    await comes;
    await route.continue();
  });
  await openPage(page);
  const section = await openSection(page, 'neuron', '.slot-now');
  const width = () =>
    section
      .locator('.slot')
      .first()
      .evaluate((slot) => slot.getBoundingClientRect().width);
  await expect.poll(async () => (await farthest(section)).away).toBeLessThan(0.05);
  const before = await width();
  letCome();
  await expect.poll(width).not.toBe(before);
  await expect.poll(async () => (await farthest(section)).away).toBeLessThan(0.05);
});
