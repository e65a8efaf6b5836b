import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { proceduralImages } from '../../src/domain/procedural/digits.ts';
import { denseImage } from '../../src/domain/sparse-images.ts';
import { factsOf, picturesOf, type DataFacts, type LabelledData } from '../../src/engine/laboratory-data.ts';
import { createLoadedImages } from '../../src/state/loaded-images.ts';
import { pageWithDescent } from './page-network.ts';

const HELD_BACK = 20;

/** What the laboratory does for whoever asks for pictures, without its worker. */
function loaded(count: number, seed: number) {
  const make = (of: number): LabelledData => ({
    source: 'procedural',
    images: proceduralImages(count + HELD_BACK, of, 0),
    validationCount: HELD_BACK,
  });
  let now = make(seed);
  const data = signal<DataFacts | null>(factsOf(now));
  return {
    data,
    pictures: (numbers: Uint32Array) => Promise.resolve(picturesOf(now, numbers)),
    load(other: number) {
      now = make(other);
      data.value = factsOf(now);
    },
    /** The training images as text, in their order. */
    texts: () => Array.from({ length: count }, (_, number) => denseImage(now.images, number).join()),
    label: (number: number) => now.images.labels[number]!,
  };
}

it('each image at hand is one to learn from, with its label, and each comes once', async () => {
  const training = loaded(60, 3);
  const { images, count, bring, isCurrent } = createLoadedImages(training);
  expect([count.value, images.value.length, isCurrent()]).toEqual([60, 0, false]);
  expect(await bring()).toBe(true);
  expect([images.value.length, isCurrent()]).toEqual([60, true]);
  const texts = training.texts();
  const numbers = images.value.map(({ pixels }) => texts.indexOf(pixels.join()));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, number) => number));
  for (const [place, number] of numbers.entries()) expect(images.value[place]!.label).toBe(training.label(number));
  training.load(4);
  expect(isCurrent()).toBe(false);
});

it('data that change meanwhile are those that come; where nothing is loaded, nothing does', async () => {
  const training = loaded(30, 3);
  const { images, count, bring } = createLoadedImages(training);
  const coming = bring();
  training.load(4);
  expect(await coming).toBe(true);
  expect(training.texts()).toContain(images.value[0]!.pixels.join());
  const before = images.value;
  training.data.value = null;
  expect([count.value, await bring()]).toEqual([0, false]);
  expect(images.value).toBe(before);
});

it('descent learns from loaded data: a batch stays what it was, fresh ones go through all that is at hand', async () => {
  const training = loaded(40, 3);
  const { descent } = await pageWithDescent(training);
  await descent.chooseLoaded();
  const texts = training.texts();
  const textOf = () => descent.batch.value.map(({ pixels }) => pixels.join());
  expect(descent.choice.value).toMatchObject({ source: 'loaded', digit: null, size: 8 });
  const first = textOf();
  for (const text of first) expect(texts).toContain(text);
  descent.setFresh(true);
  const seen = new Set(first);
  for (let step = 0; step < 4; step++) {
    descent.iterate();
    for (const text of textOf()) seen.add(text);
  }
  expect(seen.size).toBe(40);
  // One digit alone; and after other data have come, another batch is of those.
  descent.choose({ digit: 7 });
  expect(new Set(descent.batch.value.map(({ label }) => label))).toEqual(new Set([7]));
  const before = textOf();
  training.load(9);
  expect(textOf()).toEqual(before);
  descent.anotherBatch();
  await expect.poll(() => training.texts().includes(textOf()[0]!)).toBe(true);
  expect(descent.trace.value!.cost).toBeGreaterThan(0);
});
