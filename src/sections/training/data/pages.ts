/** Which images of a data set are looked at. */
export interface ImageFilter {
  readonly part: 'all' | 'training' | 'validation';
  /** null: every digit. */
  readonly digit: number | null;
}

/** The numbers of the images that pass the filter, ascending; the last `validationCount` labels are those held back. */
export function filteredNumbers(labels: Uint8Array, validationCount: number, { part, digit }: ImageFilter): Uint32Array {
  const border = labels.length - validationCount;
  const from = part === 'validation' ? border : 0;
  const to = part === 'training' ? border : labels.length;
  const numbers = new Uint32Array(Math.max(0, to - from));
  let count = 0;
  for (let n = from; n < to; n++) if (digit === null || labels[n] === digit) numbers[count++] = n;
  return numbers.subarray(0, count);
}

/** A page of many. */
export interface ImagePage {
  /** From 0. */
  readonly page: number;
  /** At least 1. */
  readonly pages: number;
  readonly from: number;
  readonly to: number;
}

/** The page of `size` images that holds image `at`, or the nearest that there is. */
export function pageAround(at: number, count: number, size: number): ImagePage {
  const pages = Math.max(1, Math.ceil(count / size));
  const page = Math.min(pages - 1, Math.max(0, Math.floor(at / size)));
  return { page, pages, from: page * size, to: Math.min(count, (page + 1) * size) };
}

/** [10], how many images there are of each digit. */
export function countsByDigit(labels: Uint8Array): number[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const label of labels) counts[label]!++;
  return counts;
}
