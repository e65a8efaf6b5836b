import { measured } from '../domain/decimals.ts';
import { grouped } from '../domain/numbers.ts';

const MILLION = 1e6;

/** A number beside an axis of powers of ten. */
export function tickText(value: number): string {
  if (value >= MILLION) return `${grouped(Number((value / MILLION).toPrecision(3)))} M`;
  return value >= 1 ? grouped(value) : String(value);
}

/** A round cost of the landscape's scale, without needless digits. */
export function levelText(cost: number): string {
  const size = Math.abs(cost);
  if (size !== 0 && size < 0.0001) return measured(cost).replace('1.00·', '').replace('.00·', '·');
  return String(Number(cost.toPrecision(3))).replace('-', '−');
}

/** A distance along an axis of the landscape. */
export function distanceText(distance: number): string {
  const size = Math.abs(distance);
  if (size !== 0 && size < 0.0001) return measured(distance);
  return String(Number(distance.toPrecision(4))).replace('-', '−');
}
