import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialParameters } from '../../src/domain/initialization.ts';
import { describeNetwork, DIGIT_NETWORK, type NetworkDescription } from '../../src/domain/network.ts';
import { readModel, readNotes, writeModel } from '../../src/formats/model.ts';
import { createNetworkFiles } from '../../src/state/network-files.ts';
import { damaged } from '../formats/damage.ts';
import { pretrained } from './page-network.ts';
import { bitsOf, pageWithTraining, settled, train, until } from './training-page.ts';

async function pageWithFiles() {
  const page = await pageWithTraining();
  const files = createNetworkFiles({ ...page, fetchPretrained: () => Promise.resolve(pretrained) });
  return { ...page, files };
}

const given = (bytes: Uint8Array, name = 'mine.safetensors') => ({
  name,
  size: bytes.length,
  arrayBuffer: () => Promise.resolve(bytes.slice().buffer as ArrayBuffer),
});
const fileOf = (network: NetworkDescription) => writeModel({ network, parameters: initialParameters(network, 'xavier', 3) });

describe('a network as a file', () => {
  it('holds numbers, recipe and log, and becomes the page’s network that is trained on elsewhere', async () => {
    const page = await pageWithFiles();
    page.training.change({ optimizer: 'adam', learningRate: 0.003, activation: 'tanh' });
    await train(page, 1);
    const { name, bytes } = page.files.save()!;
    expect(name).toBe('network-784-20-12-10.safetensors');
    const notes = readNotes(bytes);
    expect(JSON.parse(notes['recipe']!)).toEqual(page.training.settings.value);
    expect(JSON.parse(notes['trainingLog']!)).toMatchObject({
      step: 19,
      data: { source: 'procedural', images: 600, heldBack: 60 },
      looks: [
        { step: 0 },
        {
          step: 19,
          images: 600,
          seconds: expect.any(Number),
          learningRate: 0.003,
          validation: { accuracy: expect.any(Number) },
        },
      ],
    });
    const other = await pageWithFiles();
    await train(other, 1);
    await other.files.load(given(bytes));
    expect(other.files.outcome.value).toMatchObject({ kind: 'loaded', isTrainable: true, sizes: [784, 20, 12, 10] });
    expect(bitsOf(other.recognition.learned.value!)).toBe(bitsOf(page.recognition.learned.value!));
    expect(other.training.settings.value).toEqual(page.training.settings.value);
    expect(other.training.isOutdated.value).toBe(true);
    await settled(other);
    expect(bitsOf(other.recognition.learned.value!)).toBe(bitsOf(page.recognition.learned.value!));
    await train(other, 1);
    expect(other.training.history.branches).toHaveLength(2);
    // It goes on from what was loaded: the first look is that of the file's network.
    expect(other.training.history.present!.looks[0]!.validation).toEqual(page.training.history.end!.record.validation);
    other.training.reset();
    await settled(other);
    expect(bitsOf(other.recognition.learned.value!)).toBe(bitsOf(page.recognition.learned.value!));
  });

  it('has no log where the page’s network is not the trained one', async () => {
    const page = await pageWithFiles();
    await train(page, 1);
    await page.files.bringPretrained();
    expect(page.files.outcome.value).toMatchObject({ kind: 'loaded', name: null, isTrainable: true });
    await settled(page);
    const { bytes } = page.files.save()!;
    expect(readModel(bytes)).toEqual(pretrained);
    expect(readNotes(bytes)['trainingLog']).toBeUndefined();
    // The run is still there to go back to.
    page.training.visit(page.training.history.end!);
    await settled(page);
    expect(readNotes(page.files.save()!.bytes)['trainingLog']).toContain('"step":19');
  });

  it('while it trains, ends the run for it', async () => {
    const page = await pageWithFiles();
    page.training.start();
    await until(page.training, 'steps', () => (page.training.position.value?.step ?? 0) > 5);
    await page.files.load(given(fileOf(DIGIT_NETWORK)));
    await settled(page);
    expect(page.training.status.value.kind).toBe('paused');
    expect(bitsOf(page.recognition.learned.value!)).toBe(bitsOf(initialParameters(DIGIT_NETWORK, 'xavier', 3)));
    expect(page.training.settings.value.hidden).toEqual([128, 64, 32]);
  });

  it('that settings do not describe is shown, and the run stays', async () => {
    const page = await pageWithFiles();
    await train(page, 1);
    const before = page.training.settings.value;
    const mixed = describeNetwork({ sizes: [784, 6, 5, 10], bias: [true, false, true] });
    await page.files.load(given(fileOf(mixed)));
    expect(page.files.outcome.value).toMatchObject({ kind: 'loaded', isTrainable: false });
    expect(page.recognition.status.value).toMatchObject({ network: mixed });
    expect(page.training.settings.value).toEqual(before);
    await train(page, 2);
    expect(page.training.history.branches).toHaveLength(1);
    expect(page.recognition.learned.value![0]!.weight).toHaveLength(784 * 20);
  });

  it.each([
    ['of another size', fileOf(describeNetwork({ sizes: [9, 10] })), /got a network 9 → 10, expected 784 → … → 10/],
    ['with too many layers', fileOf(describeNetwork({ sizes: [784, 2, 2, 2, 2, 2, 2, 10] })), /at most 5 hidden layers/],
    ['with a layer too wide', fileOf(describeNetwork({ sizes: [784, 513, 10] })), /at most 512 neurons/],
    ['that is none', new TextEncoder().encode('Good morning, I am no network.'), /got .*expected/],
    ['without anything', new Uint8Array(0), /got 0 bytes/],
  ])('%s is refused, and everything stays', async (_, bytes, message) => {
    const page = await pageWithFiles();
    const before = bitsOf(page.recognition.learned.value!);
    const settings = page.training.settings.value;
    await page.files.load(given(bytes));
    expect(page.files.outcome.value).toMatchObject({
      kind: 'refused',
      name: 'mine.safetensors',
      message: expect.stringMatching(message),
    });
    expect(bitsOf(page.recognition.learned.value!)).toBe(before);
    expect(page.training.settings.value).toBe(settings);
  });

  it('too large is refused before it is read', async () => {
    const page = await pageWithFiles();
    const unread = () => Promise.reject(new Error('was read'));
    await page.files.load({ name: 'big', size: 2 ** 31, arrayBuffer: unread });
    expect(page.files.outcome.value).toMatchObject({ message: 'got a file of 2048 MiB, expected at most 32 MiB' });
  });

  it('damaged in fifty ways is taken whole or refused with a sentence', async () => {
    const page = await pageWithFiles();
    const file = fileOf(describeNetwork({ sizes: [784, 3, 10] }));
    for (const bytes of fc.sample(damaged(file), { numRuns: 50, seed: 7 })) {
      const before = page.recognition.learned.value;
      await page.files.load(given(bytes));
      const outcome = page.files.outcome.value!;
      if (outcome.kind === 'refused') {
        expect(outcome.message).toMatch(/got|truncated|tensor/);
        expect(page.recognition.learned.value).toBe(before);
      }
    }
    // Whatever numbers the last one brought.
    page.training.setStart('random');
    await train(page, 1);
  });
});
