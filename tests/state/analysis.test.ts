import { readFileSync } from 'node:fs';
import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeNetwork } from '../../src/domain/network.ts';
import { proceduralImages } from '../../src/domain/procedural/digits.ts';
import { denseImage, imageCount, type SparseImages } from '../../src/domain/sparse-images.ts';
import type { Drawing } from '../../src/domain/strokes.ts';
import type { AnalysisAnswer, AnalysisRequest, StartAnalyst } from '../../src/engine/analysis.ts';
import { Analyst } from '../../src/engine/analyst.ts';
import { createEngine } from '../../src/engine/create.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { readModel } from '../../src/formats/model.ts';
import { createAnalysis, REST_MS, type Analysis } from '../../src/state/analysis.ts';
import { createRecognition, type Recognition } from '../../src/state/recognition.ts';
import type { ImageChoice, ShownImages } from '../../src/state/shown-images.ts';
import { loadBinary } from '../engine/engines.ts';
import { randomParameters } from '../fixtures/random-images.ts';

const model = readModel(readFileSync('public/models/digits.safetensors'));
const PAD: Drawing = [
  {
    points: [
      { x: 5, y: 5 },
      { x: 20, y: 20 },
    ],
    width: 2,
    ink: 1,
  },
];

/** An analyst of this process that works when it is told to, and can be lost. */
class Bench {
  readonly requests: AnalysisRequest[] = [];
  started = 0;
  #analyst: Analyst | null = null;
  #hear: ((answer: AnalysisAnswer) => void) | null = null;
  #lost: ((reason: string) => void) | null = null;

  readonly start: StartAnalyst = (hear, lost) => {
    this.started++;
    this.#hear = hear;
    this.#lost = lost;
    const analyst = new Analyst(
      'wasm-simd',
      loadBinary,
      (answer) => this.#analyst === analyst && hear(structuredClone(answer)),
    );
    this.#analyst = analyst;
    return {
      ask: (request) => {
        this.requests.push(request);
        analyst.hear(structuredClone(request));
      },
      close: () => undefined,
    };
  };

  async work(steps = Infinity): Promise<void> {
    for (let step = 0; step < steps; step++) if (!(await this.#analyst!.step())) return;
  }

  async workUntil(isDone: () => boolean): Promise<void> {
    while (!isDone() && (await this.#analyst!.step()));
    expect(isDone()).toBe(true);
  }

  /** Works on while images are brought. */
  async workAlong(isDone: () => boolean): Promise<void> {
    for (let idle = 0; idle < 20 && !isDone();) {
      if (await this.#analyst!.step()) idle = 0;
      else idle++;
      await new Promise((go) => setImmediate(go));
    }
    expect(isDone()).toBe(true);
  }

  /** Does it find anything to do? */
  worksOn(): Promise<boolean> {
    return this.#analyst!.step();
  }

  say(answer: AnalysisAnswer): void {
    this.#hear!(answer);
  }

  die(): void {
    const lost = this.#lost!;
    this.#analyst = null;
    lost('killed');
  }
}

const WRITTEN: ShownImages = { source: 'procedural', isTest: false, count: 10_000, bring: null };
const chosen = signal(WRITTEN);
const choice: ImageChoice = {
  available: signal([WRITTEN]),
  chosen,
  missing: signal(null),
  choose: () => undefined,
};

/** A set that is somewhere else, and who asked for what of it. */
function setOf(images: SparseImages) {
  const asked: (readonly [from: number, to: number])[] = [];
  const count = imageCount(images);
  const shown: ShownImages = {
    source: 'own',
    isTest: false,
    count,
    async bring(from, to) {
      asked.push([from, to]);
      await new Promise((go) => setImmediate(go));
      const pixels = new Uint8Array(set.isThere ? (to - from) * images.features : 0);
      for (let n = from; n < to && set.isThere; n++) {
        denseImage(images, n, pixels.subarray((n - from) * images.features, (n - from + 1) * images.features));
      }
      return { pixels, labels: images.labels.slice(from, to) };
    },
  };
  const set = { isThere: true, asked, shown };
  return set;
}

let bench: Bench;
let recognition: Recognition;
let analysis: Analysis;
let engine: Engine;

beforeEach(async () => {
  bench = new Bench();
  chosen.value = WRITTEN;
  recognition = createRecognition(signal(PAD));
  analysis = createAnalysis(recognition, bench.start, choice);
  engine = await createEngine(
    'wasm-simd',
    { network: model.network, maxBatchSize: 1, maxImages: 0, maxEntries: 0, training: false },
    loadBinary,
  );
  engine.loadParameters(model.parameters);
  recognition.networkReady(engine);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a held neuron on the page', () => {
  it('changes the answer and comes back bit for bit', () => {
    const before = structuredClone(recognition.parameters.value!);
    const shares = [...recognition.probabilities.value!];
    expect(recognition.setClamp({ layer: 2, neuron: 3, value: 30 })).toBe(true);
    expect(recognition.activity.value!.activations[2]![3]).toBe(30);
    expect(recognition.parameters.value![2]!.bias![3]).toBe(30);
    expect(recognition.learned.value).toEqual(before);
    expect(recognition.probabilities.value).not.toEqual(shares);
    recognition.setClamp({ layer: 0, neuron: 100, value: 0 });
    expect(recognition.parameters.value![2]).toEqual(before[2]);
    recognition.setClamp(null);
    expect(recognition.parameters.value).toEqual(before);
    expect(recognition.probabilities.value).toEqual(shares);
  });

  it('is let go when the numbers are others', async () => {
    const other = await createEngine(
      'wasm-simd',
      { network: describeNetwork({ sizes: [784, 5, 10] }), maxBatchSize: 1, maxImages: 0, maxEntries: 0, training: false },
      loadBinary,
    );
    recognition.setClamp({ layer: 2, neuron: 3, value: 30 });
    other.loadParameters(randomParameters(other.network, 1));
    recognition.networkReady(other);
    expect(recognition.clamp.value).toBeNull();
    recognition.setClamp({ layer: 0, neuron: 1, value: 2 });
    const numbers = randomParameters(other.network, 2);
    other.loadParameters(numbers);
    recognition.parametersChanged();
    expect(recognition.clamp.value).toBeNull();
    expect(recognition.learned.value).toEqual(numbers);
  });
});

describe('an analysis', () => {
  it('asks nobody until somebody wants to know', () => {
    recognition.setClamp({ layer: 0, neuron: 0, value: 1 });
    expect(bench.started).toBe(0);
  });

  it('fills a layer tile by tile, rests when it is no longer wanted, and goes on where it was', async () => {
    analysis.want(3);
    const found = () => analysis.preferred.value[3]!.filter((tile) => tile !== null).length;
    await bench.workUntil(() => found() > 2);
    const early = found();
    expect(early).toBeLessThan(10);
    const first = analysis.preferred.value[3]![0];
    analysis.want(null);
    await bench.work();
    expect(found()).toBe(early);
    analysis.want(3);
    await bench.work();
    expect(found()).toBe(10);
    expect(analysis.preferred.value[3]![0]).toBe(first);
    expect(analysis.findings.value!.statistics[0]).toHaveLength(128);
    expect(analysis.baseline.value!.correct).toBeGreaterThan(9_700);
    const asked = bench.requests.length;
    analysis.want(null);
    analysis.want(3);
    await bench.work();
    // Nothing is looked for twice.
    expect(
      bench.requests.slice(asked).filter((request) => request.kind === 'statistics' || request.kind === 'evaluation'),
    ).toEqual([]);
    expect(bench.requests.at(-1)).toEqual({ kind: 'preferred', layer: 3, neurons: [] });
  });

  it('follows a held neuron, and its reset, without forgetting what it knows', async () => {
    analysis.want(0);
    await bench.work();
    const normal = analysis.baseline.value!;
    expect(analysis.held.value).toBeNull();
    const clamp = { layer: 2, neuron: 9, value: 25 };
    recognition.setClamp(clamp);
    expect(analysis.held.value).toBeNull();
    await bench.work();
    expect(analysis.held.value!.clamp).toEqual(clamp);
    expect(analysis.held.value!.result.correct).not.toBe(normal.correct);
    recognition.setClamp({ layer: 3, neuron: 1, value: -200 });
    await bench.work();
    // No image is read as a digit that is silenced.
    for (let digit = 0; digit < 10; digit++) expect(analysis.held.value!.result.confusion[digit * 10 + 1]).toBe(0);
    const { findings } = analysis;
    const known = findings.value;
    recognition.setClamp(null);
    await bench.work();
    expect(analysis.held.value).toBeNull();
    expect(analysis.baseline.value).toBe(normal);
    expect(findings.value).toBe(known);
  });

  it('never shows what belongs to numbers of before', async () => {
    analysis.want(3);
    await bench.workUntil(() => analysis.preferred.value[3]![0] !== null);
    const stale = { kind: 'preferred', revision: 1, layer: 3, neuron: 9, preferred: analysis.preferred.value[3]![0]! } as const;
    recognition.parametersChanged();
    expect(analysis.preferred.value[3]).toEqual(Array.from({ length: 10 }, () => null));
    bench.say(stale);
    expect(analysis.preferred.value[3]![9]).toBeNull();
    vi.advanceTimersByTime(REST_MS);
    await bench.workUntil(() => analysis.preferred.value[3]!.every((tile) => tile !== null));
  });

  it('waits until numbers that change have rested, and looks at the last of them alone', async () => {
    analysis.want(3);
    await bench.work();
    const heard = () => bench.requests.filter(({ kind }) => kind === 'network').length;
    expect(heard()).toBe(1);
    for (let change = 0; change < 50; change++) {
      recognition.parametersChanged();
      expect(analysis.findings.value).toBeNull();
      vi.advanceTimersByTime(REST_MS - 1);
      expect(await bench.worksOn()).toBe(false);
    }
    expect(heard()).toBe(1);
    // Another layer is no reason to look sooner.
    analysis.want(2);
    expect(heard()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(heard()).toBe(2);
    expect(bench.requests.findLast(({ kind }) => kind === 'network')).toMatchObject({
      model: { parameters: recognition.learned.value },
    });
    await bench.workUntil(() => analysis.preferred.value[2]!.every((tile) => tile !== null));
    await bench.workUntil(() => analysis.findings.value !== null);
  });

  it('neither copies nor looks at numbers that change while nobody wants to know', async () => {
    analysis.want(3);
    await bench.work();
    analysis.want(null);
    const asked = bench.requests.length;
    const copies = vi.spyOn(engine, 'parameters');
    for (let change = 0; change < 50; change++) recognition.parametersChanged();
    vi.advanceTimersByTime(10 * REST_MS);
    expect(copies).not.toHaveBeenCalled();
    expect(bench.requests).toHaveLength(asked);
    expect(await bench.worksOn()).toBe(false);
    analysis.want(3);
    // What was known is not true any more.
    expect(analysis.findings.value).toBeNull();
    vi.advanceTimersByTime(REST_MS);
    await bench.workUntil(() => analysis.findings.value !== null);
  });

  it('starts another analyst for one that is lost, then says so, and tries again when asked', async () => {
    analysis.want(3);
    await bench.work(4);
    bench.die();
    expect(bench.started).toBe(2);
    await bench.workUntil(() => analysis.preferred.value[3]!.every((tile) => tile !== null));
    bench.die();
    bench.die();
    expect(analysis.failure.value).toBeNull();
    bench.die();
    expect(analysis.failure.value).toBe('killed');
    analysis.retry();
    expect(analysis.failure.value).toBeNull();
    analysis.want(2);
    await bench.workUntil(() => analysis.preferred.value[2]!.some((tile) => tile !== null));
  });
});

describe('an analysis with other images', () => {
  /** Digits of one hand, without any 4. */
  const few = () => {
    const images = proceduralImages(50, 77);
    return { ...images, labels: images.labels.map((label) => (label === 4 ? 9 : label)) };
  };

  it('finds out the same as whoever looks at them one by one; what does not depend on them is kept', async () => {
    analysis.want(3);
    await bench.workUntil(() => analysis.preferred.value[3]![0] !== null);
    const tile = analysis.preferred.value[3]![0];
    const images = few();
    const set = setOf(images);
    chosen.value = set.shown;
    expect(analysis.images.value).toBe(set.shown);
    expect([analysis.findings.value, analysis.baseline.value, analysis.progress.value]).toEqual([null, null, 0]);
    await bench.workAlong(() => analysis.findings.value !== null && analysis.baseline.value !== null);
    expect(analysis.preferred.value[3]![0]).toBe(tile);
    const passes = Array.from({ length: 50 }, (_, n) => {
      const { preActivations, activations } = engine.predict(denseImage(images, n));
      return { z: preActivations[1]![5]!, output: activations[3]!.slice() };
    });
    const outputs = passes.map(({ output }) => output);
    const reads = outputs.map((output) => output.indexOf(Math.max(...output)));
    const { count, correct, confusion } = analysis.baseline.value!;
    expect([count, correct]).toEqual([50, reads.filter((read, n) => read === images.labels[n]).length]);
    expect(confusion.slice(40, 50).some((cell) => cell > 0)).toBe(false);
    const { statistics, favourites } = analysis.findings.value!;
    for (const [digit, mean] of statistics[3]![9]!.meanByClass.entries()) {
      const mine = outputs.flatMap((output, n) => (images.labels[n] === digit ? [output[9]!] : []));
      if (digit === 4) expect(mean).toBeNull();
      // Sums of float32 numbers, in another order.
      else expect(mean).toBeCloseTo(mine.reduce((sum, a) => sum + a) / mine.length, 6);
    }
    const best = passes.map(({ z }) => z);
    expect(statistics[1]![5]!.favourites[0]).toBe(best.indexOf(Math.max(...best)));
    const place = favourites.numbers.indexOf(statistics[1]![5]!.favourites[0]!);
    expect(favourites.pixels.subarray(place * 784, (place + 1) * 784)).toEqual(denseImage(images, favourites.numbers[place]!));
    // A held neuron is judged by the same images, and later by those that are chosen then.
    recognition.setClamp({ layer: 3, neuron: 1, value: -200 });
    await bench.workAlong(() => analysis.held.value !== null);
    expect(analysis.held.value!.result.count).toBe(50);
    chosen.value = setOf(proceduralImages(60, 4)).shown;
    expect(analysis.held.value).toBeNull();
    await bench.workAlong(() => analysis.held.value !== null);
    expect([analysis.baseline.value!.count, analysis.held.value!.result.count]).toEqual([60, 60]);
  });

  it('asks for a thousand at a time, for no more once nobody wants to know, and goes on where it was', async () => {
    const set = setOf(proceduralImages(2300, 5));
    chosen.value = set.shown;
    analysis.want(0);
    await bench.workAlong(() => set.asked.length === 2);
    analysis.want(null);
    for (let turn = 0; turn < 5; turn++) {
      await bench.work();
      await new Promise((go) => setImmediate(go));
    }
    expect(set.asked).toHaveLength(2);
    expect(analysis.progress.value).toBeGreaterThan(0);
    analysis.want(0);
    await bench.workAlong(() => analysis.baseline.value !== null);
    expect(set.asked).toEqual([
      [0, 1000],
      [1000, 2000],
      [2000, 2300],
    ]);
    expect(analysis.baseline.value!.count).toBe(2300);
  });

  it('takes no picture of a set that another one has replaced, nor one for an analyst that is gone', async () => {
    const first = setOf(few());
    const second = setOf(proceduralImages(1500, 6));
    chosen.value = first.shown;
    analysis.want(0);
    await bench.work();
    chosen.value = second.shown;
    await bench.workAlong(() => second.asked.length === 2);
    bench.die();
    await bench.workAlong(() => analysis.baseline.value !== null && analysis.findings.value !== null);
    expect(analysis.baseline.value!.count).toBe(1500);
    expect(second.asked.slice(2)).toEqual([
      [0, 1000],
      [1000, 1500],
    ]);
    expect(analysis.failure.value).toBeNull();
  });

  it('says that images do not come, tries again when asked, and forgets the failure with the set', async () => {
    const set = setOf(few());
    set.isThere = false;
    chosen.value = set.shown;
    analysis.want(0);
    await bench.workAlong(() => analysis.failure.value !== null);
    expect(analysis.failure.value).toBe('the images did not come');
    set.isThere = true;
    analysis.retry();
    await bench.workAlong(() => analysis.baseline.value !== null);
    expect(analysis.failure.value).toBeNull();
    const gone = setOf(few());
    gone.isThere = false;
    chosen.value = gone.shown;
    await bench.workAlong(() => analysis.failure.value !== null);
    chosen.value = set.shown;
    expect(analysis.failure.value).toBeNull();
    await bench.workAlong(() => analysis.findings.value !== null);
  });

  it('come in the place of those before only once somebody looks', async () => {
    const first = setOf(few()).shown;
    chosen.value = first;
    analysis.want(0);
    await bench.workAlong(() => analysis.findings.value !== null);
    const known = analysis.findings.value;
    analysis.want(null);
    const set = setOf(few());
    chosen.value = set.shown;
    expect([analysis.images.value, analysis.findings.value]).toEqual([first, known]);
    chosen.value = first;
    analysis.want(0);
    expect(analysis.findings.value).toBe(known);
    expect(set.asked).toEqual([]);
  });
});
