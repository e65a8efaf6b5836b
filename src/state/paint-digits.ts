import { strokesToPixels } from '../domain/preprocess.ts';
import { IMAGE_PIXELS } from '../domain/rasterize.ts';
import type { KeptDigit } from './database.ts';

/** Digits painted between two looks at the clock, and the part of a frame that may go by. */
const PAINTED_AT_ONCE = 16;
const PAINTING_MS = 6;

/**
 * Paints own digits as the network sees them, one by one, beside everything else that the page does.
 *
 * `pixels` [784], 0 to 255, is the same memory each time.
 */
export async function paintDigits(
  digits: readonly KeptDigit[],
  take: (pixels: Uint8Array, label: number, place: number) => void,
): Promise<void> {
  const pixels = new Uint8Array(IMAGE_PIXELS);
  let pieceStart = performance.now();
  for (const [place, { drawing, label }] of digits.entries()) {
    take(strokesToPixels(drawing, undefined, pixels), label, place);
    if (place % PAINTED_AT_ONCE !== 0 || performance.now() - pieceStart < PAINTING_MS) continue;
    await new Promise((go) => setTimeout(go));
    pieceStart = performance.now();
  }
}
