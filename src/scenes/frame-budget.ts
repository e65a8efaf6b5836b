/**
 * How long a frame may take from the first picture until the browser has brought it to the screen, ms.
 *
 * A sixtieth of a second has 16.7. In a page the pen, the network's answer and the numbers come first; beside a worker that draws,
 * training wants the same few cores: with 12 ms it lost up to a tenth of its speed on two of them.
 */
const FRAME_MS = 6;

/** One frame in so many is measured, and what it says moves the estimate by this share. */
const MEASURED = { every: 6, share: 0.4 };

/** Shares the frames among pictures: as many a frame as this machine has time for, the browser's own work included. */
export class FrameBudget {
  /** What the browser needs for each millisecond that a picture is drawn: without a GPU it fills the dots only after that. */
  #factor = 2;
  #startMs = 0;
  #drawnMs = 0;
  #frames = 0;

  begin(): void {
    this.#startMs = performance.now();
    this.#drawnMs = 0;
  }

  /** Is there time for something more that took `costMs` last time? There always is for the first. */
  hasTimeFor(costMs: number): boolean {
    return this.#drawnMs === 0 || (this.#drawnMs + costMs) * this.#factor <= FRAME_MS;
  }

  /** Something was drawn. */
  spend(costMs: number): void {
    this.#drawnMs += costMs;
  }

  /** Nothing more is drawn in this frame. */
  end(): void {
    const drawnMs = this.#drawnMs;
    if (drawnMs === 0 || this.#frames++ % MEASURED.every > 0) return;
    const startMs = this.#startMs;
    // The next task comes when this frame is done.
    setTimeout(() => {
      const factor = (performance.now() - startMs) / drawnMs;
      this.#factor += MEASURED.share * (Math.min(8, factor) - this.#factor);
    });
  }
}
