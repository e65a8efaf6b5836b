import { effect, signal, type ReadonlySignal } from '@preact/signals';

/** A frame with texts that change may take so long until it is on the screen, ms; the rest of a sixtieth of a second is for what comes before. */
const FRAME_MS = 12;
/** As many as the slowest machine has time for, before anything is known of this one. */
const FIRST = 8;
/** Of what was too much for one frame, the next one gets this share. */
const LESS = 0.75;

/** What a page's frames are made of. */
export interface Frames {
  /** Calls back when the next frame is made. */
  readonly request: (make: () => void) => void;
  /** Calls back when the frame that is made at present is on the screen. */
  readonly after: (done: () => void) => void;
  readonly now: () => number;
}

/**
 * Shares frames among texts that change: as many a frame as this machine has time for, those that have waited longest first.
 *
 * A changed text is the dearest that a page can do in a frame: it is laid out, painted and put on a layer. Where all of them fit into a
 * frame, all follow in the same; a slow machine keeps moving and writes some in each. How many is found out from few to more, so that
 * no frame is ever long.
 */
export class Turns {
  readonly #frames: Frames;
  /** In the order in which they asked. */
  readonly #waiting = new Set<() => void>();
  #most = FIRST;
  #isRequested = false;

  constructor(frames: Frames) {
    this.#frames = frames;
  }

  /** Has `write` called in one of the next frames, once. */
  ask(write: () => void): void {
    this.#waiting.add(write);
    this.#request();
  }

  /** It need not be called any more. */
  withdraw(write: () => void): void {
    this.#waiting.delete(write);
  }

  #request(): void {
    if (this.#isRequested) return;
    this.#isRequested = true;
    this.#frames.request(() => {
      this.#isRequested = false;
      if (this.#waiting.size > 0) this.#write();
    });
  }

  #write(): void {
    const startMs = this.#frames.now();
    const chosen = [...this.#waiting].slice(0, this.#most);
    for (const write of chosen) {
      this.#waiting.delete(write);
      write();
    }
    // At once, and not by what changes until then: from a pen's event that takes Chromium much longer.
    this.#request();
    this.#frames.after(() => {
      const tookMs = this.#frames.now() - startMs;
      if (tookMs > FRAME_MS) this.#most = Math.max(1, Math.floor(chosen.length * LESS));
      else if (chosen.length === this.#most) this.#most += tookMs > FRAME_MS / 2 ? 1 : this.#most;
    });
  }
}

const turns = new Turns({
  request: (make) => requestAnimationFrame(make),
  // The next task comes when this frame is done.
  after: (done) => setTimeout(done),
  now: () => performance.now(),
});

/** Follows `source` in its turn: in the next frame, or in one of the next where that one has no time. */
export function inTurn<Value>(source: ReadonlySignal<Value>): ReadonlySignal<Value> {
  let stop: () => void;
  const follow = () => {
    value.value = source.peek();
  };
  const value = signal(source.peek(), {
    watched() {
      stop = effect(() => {
        if (source.value !== value.peek()) turns.ask(follow);
      });
    },
    unwatched() {
      stop();
      turns.withdraw(follow);
    },
  });
  return value;
}
