import { canonical } from '../panels.ts';

// FNV-1a with 32 bits, word by word. Source http://www.isthe.com/chongo/tech/comp/fnv/
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** Eight hexadecimal digits that tell any two different results apart but for one in four thousand million. */
export function digestOf(values: Float32Array): string {
  const numbers = canonical(values.slice());
  let hash = OFFSET;
  for (const word of new Uint32Array(numbers.buffer)) hash = Math.imul(hash ^ word, PRIME);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The largest difference of any number from its reference, in shares of the reference's largest; Infinity where one is not finite. */
export function differenceOf(values: Float32Array, reference: Float32Array): number {
  let largest = 0;
  let difference = 0;
  for (let n = 0; n < reference.length; n++) {
    largest = Math.max(largest, Math.abs(reference[n]!));
    difference = Math.max(difference, Math.abs(values[n]! - reference[n]!));
  }
  if (Number.isNaN(difference)) return Infinity;
  return difference === 0 ? 0 : difference / largest;
}
