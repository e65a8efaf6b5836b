/** A series as plain data. */
export interface SeriesContent {
  /** Steps a point. */
  readonly stride: number;
  /** Steps altogether. */
  readonly count: number;
  /** [points × channels], sums over the steps of each point. */
  readonly sums: Float64Array;
}

/** Points at most; even. */
const MOST_POINTS = 512;

/**
 * Numbers that come one a step, kept in a bounded number of points, each the mean over equally many steps.
 *
 * When the points are full, neighbours are joined. What is kept is a function of the steps alone, so that the same run gives the same points.
 */
export class ThinnedSeries {
  readonly #channels: number;
  readonly #capacity: number;
  /** [capacity × channels], sums over the steps of each point. */
  readonly #sums: Float64Array;
  #stride = 1;
  #first: number;
  #count = 0;

  /** `first` is the number of the first step; `capacity` is even. */
  constructor(channels: number, first = 0, capacity = MOST_POINTS) {
    this.#channels = channels;
    this.#capacity = capacity;
    this.#first = first;
    this.#sums = new Float64Array(channels * capacity);
  }

  /** How many steps came, and how many points they are. */
  get steps(): number {
    return this.#count;
  }

  get points(): number {
    return Math.ceil(this.#count / this.#stride);
  }

  /** `values` [channels] */
  push(...values: readonly number[]): void {
    if (this.#count === this.#capacity * this.#stride) this.#join();
    const at = Math.floor(this.#count / this.#stride) * this.#channels;
    for (let channel = 0; channel < this.#channels; channel++) this.#sums[at + channel]! += values[channel]!;
    this.#count++;
  }

  /** The series with this content, which may have come from one of twice the capacity; null where there can be none. */
  static from(channels: number, first: number, content: SeriesContent, capacity = MOST_POINTS): ThinnedSeries | null {
    const { stride, count, sums } = content;
    const isPower = Number.isSafeInteger(stride) && stride >= 1 && Number.isInteger(Math.log2(stride));
    if (!isPower || !Number.isSafeInteger(count) || count < 0 || count > 2 * stride * capacity) return null;
    if (!(sums instanceof Float64Array) || sums.length !== Math.ceil(count / stride) * channels) return null;
    if (!sums.every(Number.isFinite)) return null;
    const large = new ThinnedSeries(channels, first, 2 * capacity);
    large.#sums.set(sums);
    large.#stride = stride;
    large.#count = count;
    if (large.points > capacity) large.#join();
    // What goes on from here is thinned as if it had never been away.
    const series = new ThinnedSeries(channels, first, capacity);
    series.#sums.set(large.#sums.subarray(0, series.#sums.length));
    series.#stride = large.#stride;
    series.#count = count;
    return series;
  }

  content(): SeriesContent {
    return { stride: this.#stride, count: this.#count, sums: this.#sums.slice(0, this.points * this.#channels) };
  }

  /** The same series, which goes on by itself. */
  copy(): ThinnedSeries {
    const copy = new ThinnedSeries(this.#channels, this.#first, this.#capacity);
    copy.#sums.set(this.#sums);
    copy.#stride = this.#stride;
    copy.#count = this.#count;
    return copy;
  }

  /** The middle of the steps of a point. */
  stepAt(point: number): number {
    return this.#first + point * this.#stride + (this.#stepsOf(point) - 1) / 2;
  }

  /** The mean of a channel over the steps of a point. */
  valueAt(point: number, channel: number): number {
    return this.#sums[point * this.#channels + channel]! / this.#stepsOf(point);
  }

  #stepsOf(point: number): number {
    return Math.min(this.#stride, this.#count - point * this.#stride);
  }

  #join(): void {
    const { length } = this.#sums;
    const half = length / 2;
    for (let point = 0; point < this.#capacity / 2; point++) {
      for (let channel = 0; channel < this.#channels; channel++) {
        const from = 2 * point * this.#channels + channel;
        this.#sums[point * this.#channels + channel] = this.#sums[from]! + this.#sums[from + this.#channels]!;
      }
    }
    this.#sums.fill(0, half);
    this.#stride *= 2;
  }
}
