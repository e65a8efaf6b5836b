/** Numbers of any kind, as they lie in memory. */
type Numbers = Uint8Array | Uint16Array | Uint32Array;

/**
 * Sixteen hexadecimal signs that tell lists of numbers from others: the same lists give the same signs on every machine.
 *
 * Made to notice a change, not to withstand somebody who wants to deceive. Two 32-bit lanes, mixed as in MurmurHash3 (A. Appleby, public domain).
 */
export function fingerprint(lists: readonly Numbers[]): string {
  let one = 0x9747b28c;
  let other = 0x1b873593;
  const mix = (word: number) => {
    one = Math.imul(rotated(one ^ Math.imul(rotated(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593), 13), 5) + 0xe6546b64;
    other = Math.imul(rotated(other ^ Math.imul(rotated(Math.imul(word, 0x239b961b), 16), 0xab0e9789), 17), 9) + 0x38495ab5;
  };
  for (const list of lists) {
    mix(list.length);
    for (let n = 0; n < list.length; n++) mix(list[n]!);
  }
  return [one, other].map((lane) => finished(lane).toString(16).padStart(8, '0')).join('');
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function finished(lane: number): number {
  let word = lane ^ (lane >>> 16);
  word = Math.imul(word, 0x85ebca6b);
  word ^= word >>> 13;
  word = Math.imul(word, 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}
