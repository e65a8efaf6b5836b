import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWave } from '../../../src/sections/network/wave.ts';

let frames: FrameRequestCallback[] = [];

/** Lets the frame of this moment happen. */
function frameAt(ms: number): void {
  const due = frames;
  frames = [];
  for (const callback of due) callback(ms);
}

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
  vi.stubGlobal('cancelAnimationFrame', () => (frames = []));
});

afterEach(() => vi.unstubAllGlobals());

function setUp(mayMove = true) {
  const image = signal<Uint8Array | null>(new Uint8Array(4));
  const isBlank = signal(false);
  const isPenDown = signal(false);
  const wave = createWave({ image, isBlank, isPenDown, speed: signal(2), layers: signal(4), mayMove: () => mayMove });
  return { image, isBlank, isPenDown, wave };
}

it('a new image sends a wave, as fast as asked for, and then nothing moves', () => {
  const { image, wave } = setUp();
  expect(wave.front.value).toBe(Infinity);
  image.value = new Uint8Array(4);
  expect(wave.front.value).toBe(0);
  frameAt(1000);
  frameAt(1500);
  expect(wave.front.value).toBeCloseTo(1, 9);
  frameAt(2500);
  expect(wave.front.value).toBeCloseTo(3, 9);
  frameAt(3001);
  expect(wave.front.value).toBe(Infinity);
  expect(frames).toHaveLength(0);
});

it('under the pen all is shown at once; the wave comes when the pen is lifted', () => {
  const { image, isPenDown, wave } = setUp();
  isPenDown.value = true;
  image.value = new Uint8Array(4);
  expect(wave.front.value).toBe(Infinity);
  isPenDown.value = false;
  expect(wave.front.value).toBe(0);
  isPenDown.value = true;
  expect(wave.front.value).toBe(Infinity);
  isPenDown.value = false;
  // Nothing was drawn with that touch.
  expect(wave.front.value).toBe(Infinity);
});

it('there is none for an empty pad, under reduced motion, or once disposed of', () => {
  const blank = setUp();
  blank.isBlank.value = true;
  blank.image.value = new Uint8Array(4);
  expect(blank.wave.front.value).toBe(Infinity);
  const still = setUp(false);
  still.image.value = new Uint8Array(4);
  still.wave.replay();
  expect(still.wave.front.value).toBe(Infinity);
  const gone = setUp();
  gone.wave.dispose();
  gone.image.value = new Uint8Array(4);
  expect(gone.wave.front.value).toBe(Infinity);
});
