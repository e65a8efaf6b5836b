import { gridPlace } from '../../../domain/landscape-plane.ts';
import type { AxisKind } from '../../../engine/landscape.ts';
import type { GridPoint } from '../../../scenes/landscape-view.ts';
import type { Survey } from '../../../state/landscape.ts';
import { measured } from '../../../domain/decimals.ts';
import { decimal } from '../../../domain/numbers.ts';
import type { LandscapeWords } from './words.ts';

/** A cost as the landscape shows it: four significant digits. */
export function costText(cost: number): string {
  const size = Math.abs(cost);
  if (size === 0) return '0';
  if (size < 0.001) return measured(cost);
  if (size >= 1e6) return cost.toExponential(2).replace('e+', '·10^');
  return decimal(
    cost,
    size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : size >= 0.1 ? 4 : size >= 0.01 ? 5 : 6,
  );
}

/** Where a computed point is and what the cost is there. */
export interface PlacedCost {
  readonly x: number;
  readonly y: number;
  readonly cost: number;
}

export function placedCost({ plane, settings, costs }: Survey, { column, row }: GridPoint): PlacedCost {
  return { ...gridPlace(plane.extent, settings.side, column, row), cost: costs[row * settings.side + column]! };
}

/** What there is to say about the computed points; null while none has a finite cost. */
export function extremesOf({ settings, costs, rows }: Survey): { lowest: GridPoint; highest: GridPoint; holes: number } | null {
  let lowest = -1;
  let highest = -1;
  let holes = 0;
  for (let at = 0; at < rows * settings.side; at++) {
    const cost = costs[at]!;
    if (!Number.isFinite(cost)) {
      holes++;
      continue;
    }
    if (lowest < 0 || cost < costs[lowest]!) lowest = at;
    if (highest < 0 || cost > costs[highest]!) highest = at;
  }
  if (lowest < 0) return null;
  const pointOf = (at: number) => ({ column: at % settings.side, row: Math.floor(at / settings.side) });
  return { lowest: pointOf(lowest), highest: pointOf(highest), holes };
}

/** What the two directions are called. */
export function axisNames(axes: readonly [AxisKind, AxisKind], words: LandscapeWords): { x: string; y: string } {
  const [x, y] = axes;
  const second = x !== y ? words.axes[y] : y === 'component' ? words.secondComponent : words.otherRandom;
  return { x: words.axes[x], y: second };
}

/** All computed points as lines of x, y and cost. */
export function csvOf(survey: Survey, names: { readonly x: string; readonly y: string }): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = [[quoted(names.x), quoted(names.y), quoted(`cost, ${survey.loss}`)].join(',')];
  for (let row = 0; row < survey.rows; row++) {
    for (let column = 0; column < survey.settings.side; column++) {
      const { x, y, cost } = placedCost(survey, { column, row });
      lines.push([x, y, Number.isFinite(cost) ? cost : ''].join(','));
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}
