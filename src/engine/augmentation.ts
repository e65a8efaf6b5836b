import type { PixelAugmentation } from '../domain/augment/pixels.ts';
import type { Memory } from './memory.ts';

// What a host needs to know to have images varied by assembly/data/augment.ts.

/** The settings: seven float64, in the order of Augmentation in assembly/data/warp.ts. */
export const AUGMENTATION_BYTES = 56;

/** Working memory of one thread, 16-byte aligned, see assembly/data/scratch.ts; what it holds before does not matter. */
export const AUGMENTATION_SCRATCH_BYTES = 10_240;

/** Writes how far images may be changed to a place that is 8-byte aligned. */
export function writeAugmentation(memory: Memory, ptr: number, settings: PixelAugmentation): void {
  const { rotation, scale, aspect, shear, shift, elastic, penWidth } = settings;
  const numbers = new Float64Array(memory.buffer, ptr, AUGMENTATION_BYTES / 8);
  numbers.set([rotation, scale, aspect, shear, shift, elastic, penWidth]);
}

/** The settings that were written there. */
export function readAugmentation(memory: Memory, ptr: number): PixelAugmentation {
  const numbers = new Float64Array(memory.buffer, ptr, AUGMENTATION_BYTES / 8);
  const [rotation, scale, aspect, shear, shift, elastic, penWidth] = numbers as unknown as SevenNumbers;
  return { rotation, scale, aspect, shear, shift, elastic, penWidth };
}

type SevenNumbers = [number, number, number, number, number, number, number];
