import type { Position } from '../engine/laboratory.ts';

/** Over how long the speed is measured. */
const SPEED_MS = 1000;

/** How fast training goes. */
export class Pace {
  #heard: readonly { readonly atMs: number; readonly position: Position }[] = [];

  add(position: Position): void {
    const atMs = performance.now();
    this.#heard = [...this.#heard.filter((one) => atMs - one.atMs < SPEED_MS), { atMs, position }];
  }

  clear(): void {
    this.#heard = [];
  }

  /** Images a second of learning; null where too little was heard. */
  speed(): number | null {
    const first = this.#heard[0]?.position;
    const last = this.#heard.at(-1)?.position;
    if (!first || !last || !(last.seconds > first.seconds)) return null;
    return (last.images - first.images) / (last.seconds - first.seconds);
  }
}
