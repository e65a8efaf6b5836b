import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { proceduralDigit } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import type { KeptDigit } from '../../src/state/database.ts';
import { createTeaching } from '../../src/state/teaching.ts';
import { bitsOf, pageWithTraining, settled, until } from './training-page.ts';

/** Ones that are meant as sevens. */
const DIGITS: KeptDigit[] = [0, 1].map((n) => ({ id: String(n), label: 7, drawing: proceduralDigit(1, new Random(5, n)) }));

async function pageWithTeaching(seconds = 0.2) {
  const page = await pageWithTraining({});
  const digits = signal(DIGITS);
  const teaching = createTeaching(page.recognition, page.training, { digits }, seconds);
  const bits = () => bitsOf(page.recognition.learned.peek()!);
  return { ...page, digits, teaching, bits };
}

describe('teaching', () => {
  it('makes the data, gives the page the taught network, and the one before bit for bit', async () => {
    const { teaching, recognition, bits, training } = await pageWithTeaching();
    const before = bits();
    const shares: number[] = [];
    const stop = teaching.status.subscribe((status) => status.kind === 'learning' && shares.push(status.share));
    await teaching.teach();
    stop();
    expect(training.data.value!.validationCount).toBe(60);
    expect(teaching.status.value).toEqual({ kind: 'idle' });
    expect(teaching.shows.value).toBe('after');
    expect(teaching.lesson.value!.digits).toBe(DIGITS);
    expect(bits()).toBe(bitsOf(teaching.lesson.value!.parameters));
    expect(bits()).not.toBe(before);
    expect(shares).toEqual([...shares].sort((one, other) => one - other));
    const after = bits();
    await teaching.show('before');
    expect([teaching.shows.value, bits()]).toEqual(['before', before]);
    await teaching.show('after');
    expect([teaching.shows.value, bits()]).toEqual(['after', after]);
    recognition.loadParameters(recognition.learned.peek()!);
    expect(teaching.shows.value).toBeNull();
  });

  it('is what training that starts goes on from', async () => {
    const page = await pageWithTeaching();
    const { teaching, training, bits } = page;
    training.advance('step');
    await until(training, 'a step', () => training.position.value?.step === 1);
    await settled(page);
    await teaching.teach();
    const taught = bits();
    expect(training.isOutdated.value).toBe(true);
    training.change({ learningRate: 1e-6 });
    training.advance('step');
    await settled(page);
    expect(bits()).not.toBe(taught);
    const learned = page.recognition.learned.peek()!;
    const { parameters } = teaching.lesson.peek()!;
    // One step of 1e-6 times a gradient below 10 moves no weight further than 1e-5.
    for (const [layer, { weight }] of learned.entries())
      for (const [n, value] of weight.entries()) expect(Math.abs(value - parameters[layer]!.weight[n]!)).toBeLessThan(1e-5);
  });

  it('leaves the network as it is where it is cancelled, waiting or learning', async () => {
    const { teaching, training, bits } = await pageWithTeaching(30);
    const before = bits();
    const waiting = teaching.teach();
    teaching.cancel();
    await waiting;
    expect([teaching.status.value.kind, bits()]).toEqual(['idle', before]);
    const learning = teaching.teach();
    await until(training, 'learning', () => teaching.status.value.kind === 'learning' && teaching.status.value.share > 0);
    teaching.cancel();
    await learning;
    expect([teaching.status.value.kind, bits(), teaching.lesson.value]).toEqual(['idle', before, null]);
  });

  it('says why it ended: the laboratory was lost, training went on, there was nothing to learn', async () => {
    const { teaching, training, laboratories, digits, bits } = await pageWithTeaching(30);
    const before = bits();
    const learning = () =>
      until(training, 'learning', () => teaching.status.value.kind === 'learning' && teaching.status.value.share > 0);
    const first = teaching.teach();
    await learning();
    laboratories.kill('it has ended');
    await first;
    expect([teaching.status.value, bits()]).toEqual([{ kind: 'failed', message: 'it has ended' }, before]);
    const second = teaching.teach();
    await learning();
    training.advance('step');
    await second;
    expect(teaching.status.value).toEqual({ kind: 'failed', message: 'training has gone on' });
    digits.value = [];
    await teaching.teach();
    expect(teaching.lesson.value).toBeNull();
  });
});
