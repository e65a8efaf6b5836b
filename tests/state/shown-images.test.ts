import 'fake-indexeddb/auto';
import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { strokesToPixels } from '../../src/domain/preprocess.ts';
import { proceduralImages, sampleDigit } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { denseImage } from '../../src/domain/sparse-images.ts';
import { factsOf, picturesOf, type DataFacts, type LabelledData } from '../../src/engine/laboratory-data.ts';
import { createOwnDigits } from '../../src/state/own-digits.ts';
import { createImageChoice, FEWEST_OWN } from '../../src/state/shown-images.ts';

/** A laboratory's data, and the pictures that it gives. */
function laboratory() {
  let now: LabelledData | null = null;
  const data = signal<DataFacts | null>(null);
  return {
    data,
    pictures: (numbers: Uint32Array) => Promise.resolve(now ? picturesOf(now, numbers) : new Uint8Array(0)),
    load(count: number, validationCount: number, source: LabelledData['source'] = 'mnist') {
      now = { source, images: proceduralImages(count, 3, 0), validationCount };
      data.value = factsOf(now);
      return now;
    },
  };
}

const sources = ({ available }: ReturnType<typeof createImageChoice>) => available.value.map(({ source }) => source);

it('MNIST is there to choose once it is loaded, those held back first; a choice outlives its set', async () => {
  const lab = laboratory();
  const choice = createImageChoice(lab, createOwnDigits());
  expect(sources(choice)).toEqual(['procedural']);
  // What training writes for itself is no other choice.
  lab.load(30, 10, 'procedural');
  expect(sources(choice)).toEqual(['procedural']);
  const { images } = lab.load(60, 10);
  expect(sources(choice)).toEqual(['procedural', 'mnist']);
  expect(choice.chosen.value.source).toBe('procedural');
  choice.choose('mnist');
  const shown = choice.chosen.value;
  expect([shown.source, shown.count]).toEqual(['mnist', 60]);
  const piece = await shown.bring!(8, 13);
  expect([...piece.labels]).toEqual([58, 59, 0, 1, 2].map((n) => images.labels[n]));
  for (const [place, n] of [58, 59, 0, 1, 2].entries()) {
    expect(piece.pixels.subarray(place * 784, (place + 1) * 784)).toEqual(denseImage(images, n));
  }
  // Replaced while pictures are on their way: none of the other set come in their place.
  const coming = shown.bring!(0, 5);
  lab.load(10_050, 10_020);
  expect((await coming).pixels).toHaveLength(0);
  expect(choice.chosen.value.count).toBe(10_000);
  lab.load(30, 10, 'procedural');
  expect([choice.chosen.value.source, choice.missing.value]).toEqual(['procedural', 'mnist']);
  lab.load(60, 10);
  expect([choice.chosen.value.source, choice.missing.value]).toEqual(['mnist', null]);
  choice.choose('procedural');
  lab.load(30, 10, 'procedural');
  expect(choice.missing.value).toBeNull();
});

it('own digits are there to choose as soon as they are enough, and follow what is drawn and deleted', async () => {
  const own = createOwnDigits();
  const choice = createImageChoice(laboratory(), own);
  choice.choose('own');
  const random = new Random(8);
  for (let n = 0; n < FEWEST_OWN; n++) {
    expect([choice.chosen.value.source, choice.missing.value]).toEqual(['procedural', 'own']);
    own.add(sampleDigit(n % 10, random), n % 10);
  }
  expect([choice.chosen.value.source, choice.chosen.value.count, choice.missing.value]).toEqual(['own', FEWEST_OWN, null]);
  const piece = await choice.chosen.value.bring!(3, 6);
  expect([...piece.labels]).toEqual([3, 4, 5]);
  for (let place = 0; place < 3; place++) {
    const image = strokesToPixels(own.digits.value[3 + place]!.drawing);
    expect(piece.pixels.subarray(place * 784, (place + 1) * 784)).toEqual(image);
  }
  own.add(sampleDigit(1, random), 1);
  expect(choice.chosen.value.count).toBe(FEWEST_OWN + 1);
  own.removeAll();
  expect([choice.chosen.value.source, choice.missing.value]).toEqual(['procedural', 'own']);
});
