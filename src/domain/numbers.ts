/** Narrow, and no place for a new line. */
const THIN_SPACE = '\u202f';

/** A share of 1 as "98.2 %". */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}\u202f%`;
}

/** A whole number with thin spaces in the thousands: 111 146. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}

/** A large number with three digits that say something: 123 456 is "123 000". */
export function roughly(value: number): string {
  return grouped(Math.round(Number(value.toPrecision(3))));
}

/** A number with so many digits behind the point and a true minus; never "−0.00". */
export function decimal(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** A whole count of units of 10^−digits, as it is: 1234 with 3 digits is "1.234". */
export function unitsText(units: number, digits: number): string {
  const text = String(Math.abs(units)).padStart(digits + 1, '0');
  const at = text.length - digits;
  const shown = digits === 0 ? text : `${text.slice(0, at)}.${text.slice(at)}`;
  return units < 0 ? `−${shown}` : shown;
}

/** The number that somebody typed: with a point or a comma, with any minus; null where it is none. */
export function typedNumber(text: string): number | null {
  const plain = text.replace(/\s/g, '').replace(/^[−–]/, '-').replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(plain) ? Number(plain) : null;
}
