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
