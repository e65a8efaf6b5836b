/** Between two lines of a log, and between two states of a line on a terminal. */
const LOG_INTERVAL_MS = 5000;
const TERMINAL_INTERVAL_MS = 100;

/** Back to the start of the line, and away with what is on it. */
const REWRITE = '\r\u001B[K';

/** Says on stderr how far a program is: one line that changes on a terminal, a line now and then in a log. */
export class Progress {
  readonly #interval = process.stderr.isTTY ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS;
  #saidAtMs = -Infinity;
  #isLineOpen = false;

  /** Says something unless it spoke a moment ago. */
  update(describe: () => string): void {
    const nowMs = performance.now();
    if (nowMs - this.#saidAtMs < this.#interval) return;
    this.#saidAtMs = nowMs;
    this.#isLineOpen = process.stderr.isTTY;
    process.stderr.write(process.stderr.isTTY ? REWRITE + describe() : `${describe()}\n`);
  }

  /** Says something in any case, on a line that stays. */
  say(line: string): void {
    process.stderr.write(`${process.stderr.isTTY ? REWRITE : ''}${line}\n`);
    this.#isLineOpen = false;
  }

  /** Leaves the cursor on a line of its own, whatever happened. */
  close(): void {
    if (this.#isLineOpen) process.stderr.write('\n');
    this.#isLineOpen = false;
  }
}

/** A duration in words: 42 s, 3 min 5 s, 2 h 1 min. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
