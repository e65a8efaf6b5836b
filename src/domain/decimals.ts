import { decimal } from './numbers.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Below this a number with four digits after the point has lost most of what it says. */
const SMALL = 0.001;

/** A number with four digits after the point; a small one as 4.54·10⁻⁵, so that next to nothing is not shown as nothing. */
export function measured(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || size >= SMALL || isExactly(size, 4)) return decimal(value, 4);
  const [digits, exponent] = size.toExponential(2).split('e') as [string, string];
  const raised = exponent.replace('-', '⁻').replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
  return `${value < 0 ? '−' : ''}${digits}·10${raised}`;
}

/** From LARGE on and below TINY a number is written as 1.234·10⁶. */
const LARGE = 1e6;
const TINY = 1e-4;

/** A number with four digits that say something, or four after the point, about as wide for any size. What is not finite is beyond all numbers. */
export function measuredAnySize(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return '∞';
  if (size === 0) return '0.0000';
  const exponent = Math.floor(Math.log10(size));
  if (size >= TINY && size < LARGE) return decimal(value, exponent >= 1 ? 5 - exponent : Math.max(4, 3 - exponent));
  const [digits, power] = size.toExponential(3).split('e') as [string, string];
  return `${value < 0 ? '−' : ''}${digits}${powerOfTen(Number(power))}`;
}

/** "·10⁻⁵"; nothing for 10⁰. */
export function powerOfTen(exponent: number): string {
  if (exponent === 0) return '';
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
  return `·10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** The number that such a text shows. */
export function shownNumber(text: string): number {
  const plain = text
    .replaceAll('−', '-')
    .replace('·10', 'e')
    .replaceAll('⁻', '-')
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(SUPERSCRIPTS.indexOf(digit)));
  return Number(plain);
}

/** '=' where the text shows all there is of the number, '≈' where digits are missing. */
export function equality(value: number, text: string): '=' | '≈' {
  // What float64 rounds away in a product or two is no missing digit.
  return Math.abs(value - shownNumber(text)) <= 1e-12 * Math.abs(value) ? '=' : '≈';
}

/** In brackets where it is negative, as after a sign of operation. */
export function bracketed(text: string): string {
  return text.startsWith('−') ? `(${text})` : text;
}

function isExactly(size: number, digits: number): boolean {
  return Math.abs(size - Number(size.toFixed(digits))) <= 1e-12 * size;
}
