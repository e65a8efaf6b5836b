import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphLayout } from '../../src/domain/graph-layout.ts';
import { barsLayout, type BarsView } from '../../src/scenes/bars-layout.ts';
import { outputLabels } from '../../src/scenes/output-labels.ts';

const view = (shares: readonly number[], first: number | null, second: number | null): BarsView => ({
  shares,
  first,
  second,
  words: { first: '1st', second: '2nd' },
});
const anyShares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 });
/** Wide pages have lying bars, phones standing ones; the projector's text is one and a half times as large. */
const SIZES = [
  [272, 330, 16],
  [408, 480, 24],
  [730, 301, 24],
  [358, 132, 16],
  [537, 198, 24],
] as const;

describe.each(SIZES)('bars of %i × %i with text of %i pixels', (width, height, textSize) => {
  it('are as long as their shares, within the frame and apart from each other and the numbers', () => {
    fc.assert(
      fc.property(anyShares, (shares) => {
        const { tracks, fills, labels } = barsLayout(view(shares, 3, 5), width, height, textSize);
        const isLying = tracks[0]!.width > tracks[0]!.height;
        for (const [digit, { x, y, width: wide, height: tall }] of tracks.entries()) {
          expect(x >= 0 && y >= 0 && x + wide <= width && y + tall <= height).toBe(true);
          const fill = fills[digit]!;
          expect(isLying ? fill.width / wide : fill.height / tall).toBeCloseTo(shares[digit]!, 10);
          // They grow from the left, or from the ground.
          if (isLying) expect(fill.x).toBe(x);
          else expect(fill.y + fill.height).toBeCloseTo(y + tall, 10);
          if (digit > 0) expect(isLying ? y >= tracks[digit - 1]!.y + tall : x > tracks[digit - 1]!.x + wide).toBe(true);
        }
        expect(labels.filter(({ text }) => text.includes('.'))).toHaveLength(10);
        for (const label of labels) expect(label.x >= 0 && label.x <= width && label.y >= 0 && label.y <= height).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('say which two are first and second, and none while there is no answer', () => {
    const ranks = (first: number | null, second: number | null) =>
      barsLayout(
        view(
          Array.from({ length: 10 }, () => 0.1),
          first,
          second,
        ),
        width,
        height,
        textSize,
      )
        .labels.map(({ text }) => text)
        .filter((text) => text === '1st' || text === '2nd');
    expect(ranks(7, 1).toSorted()).toEqual(['1st', '2nd']);
    expect(ranks(null, null)).toEqual([]);
  });
});

describe.each([
  ['across', 558, 320, 16],
  ['across', 780, 448, 24],
  ['down', 358, 544, 16],
] as const)('output labels of a network that flows %s in %i × %i', (direction, width, height, textSize) => {
  it('stand beside their outputs, within the figure', () => {
    const layout = graphLayout([784, 128, 64, 32, 10], width / height);
    expect(layout.direction).toBe(direction);
    const outputTexts = Array.from({ length: 10 }, () => '100.0 %');
    const labels = outputLabels({ layout, outputTexts }, height, { textSize });
    expect(labels).toHaveLength(20);
    for (const { x, y, text, size = 0, align = 'left' } of labels) {
      // Letters are about 0.62 of their size wide, figures and points less.
      const long = text.length * 0.6 * size;
      const [left, right] = align === 'center' ? [x - long / 2, x + long / 2] : [x, x + long];
      expect(left >= 0 && right <= width + 1, `${text} from ${left} to ${right}`).toBe(true);
      expect(y - size / 2 >= 0 && y + size / 2 <= height, `${text} at ${y}`).toBe(true);
    }
  });
});
