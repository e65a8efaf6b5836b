import { readFileSync } from 'node:fs';
import { signal, type Signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PathPoint } from '../../src/domain/descent-path.ts';
import { withLoss, type LabelledImage } from '../../src/domain/learning-step.ts';
import type { NetworkDescription } from '../../src/domain/network.ts';
import type { NetworkParameters } from '../../src/domain/parameters.ts';
import { proceduralImages } from '../../src/domain/procedural/digits.ts';
import { denseImage } from '../../src/domain/sparse-images.ts';
import type { LandscapeRequest, StartSurveyor } from '../../src/engine/landscape.ts';
import { Surveyor } from '../../src/engine/surveyor.ts';
import { readModel } from '../../src/formats/model.ts';
import { createLandscape, type Landscape } from '../../src/state/landscape.ts';
import { loadBinary } from '../engine/engines.ts';

const model = readModel(readFileSync('public/models/digits.safetensors'));

const imageOf = (label: number): LabelledImage => ({ pixels: denseImage(proceduralImages(1, 2, label), 0), label });

/** The network with the first bias moved. */
function moved(by: number): NetworkParameters {
  return model.parameters.map(({ weight, bias }, layer) => ({
    weight,
    bias: layer === 0 ? bias!.map((value, n) => (n === 0 ? value + by : value)) : bias,
  }));
}

/** A surveyor of this process that works when it is told to, and can be lost. */
class Bench {
  requests: LandscapeRequest[] = [];
  started = 0;
  isClosed = false;
  #surveyor: Surveyor | null = null;
  #lost: ((reason: string) => void) | null = null;

  readonly start: StartSurveyor = (hear, lost) => {
    this.started++;
    this.#lost = lost;
    const surveyor = new Surveyor(
      'wasm-simd',
      loadBinary,
      (answer) => this.#surveyor === surveyor && hear(structuredClone(answer)),
    );
    this.#surveyor = surveyor;
    return {
      ask: (request) => {
        this.requests.push(request);
        surveyor.hear(structuredClone(request));
      },
      close: () => (this.isClosed = true),
    };
  };

  async work(steps = Infinity): Promise<void> {
    for (let step = 0; step < steps && (await this.#surveyor?.step()); step++);
  }

  die(): void {
    this.#surveyor = null;
    this.#lost!('killed');
  }

  orders() {
    return this.requests.filter((request) => request.kind === 'survey');
  }
}

let bench: Bench;
let path: Signal<readonly PathPoint[]>;
let batch: Signal<readonly LabelledImage[]>;
let network: Signal<NetworkDescription | null>;
let landscape: Landscape;

beforeEach(() => {
  vi.useFakeTimers();
  bench = new Bench();
  path = signal([{ iteration: 0, parameters: model.parameters }]);
  batch = signal([imageOf(3), imageOf(5)]);
  network = signal<NetworkDescription | null>(model.network);
  landscape = createLandscape({ network, path, batch }, bench.start);
  landscape.change({ side: 25 });
});
afterEach(() => {
  landscape.dispose();
  vi.useRealTimers();
});

/** Lets a second go by, and the surveyor do all that it was asked. */
async function settle(): Promise<void> {
  vi.advanceTimersByTime(1000);
  await bench.work();
  vi.advanceTimersByTime(100);
}

const status = () => landscape.status.value.kind;

describe('a landscape', () => {
  it('is computed once somebody looks, and not again while nothing changes', async () => {
    await settle();
    expect(bench.started).toBe(0);
    landscape.look(true);
    await settle();
    expect(status()).toBe('done');
    const survey = landscape.survey.value!;
    expect(survey).toMatchObject({ rows: 25, loss: 'cross-entropy', images: 2, threads: 1 });
    expect(survey.costs.every(Number.isFinite)).toBe(true);
    expect(landscape.feet.value).toMatchObject({ feet: [{ iteration: 0, x: 0, y: 0, distance: 0 }], explained: null });
    await settle();
    landscape.look(false);
    landscape.look(true);
    await settle();
    expect(bench.orders().length).toBe(1);
  });

  it('appears row by row', async () => {
    landscape.change({ data: 'samples' });
    landscape.look(true);
    vi.advanceTimersByTime(1000);
    vi.useRealTimers();
    while ((landscape.survey.value?.rows ?? 0) < 2) await bench.work(1);
    const { costs, rows } = landscape.survey.value!;
    expect(status()).toBe('computing');
    expect(rows).toBeLessThan(25);
    expect([...costs.subarray(0, 25 * rows)].every(Number.isFinite)).toBe(true);
    expect(Number.isNaN(costs[25 * 25 - 1])).toBe(true);
  });

  it('follows other costs, images and choices, together where they come together', async () => {
    landscape.look(true);
    await settle();
    network.value = withLoss(model.network, 'quadratic');
    batch.value = [imageOf(1)];
    landscape.setReach(0.3);
    landscape.change({ seed: 2 });
    await settle();
    expect(bench.orders().length).toBe(2);
    expect(bench.orders()[1]).toMatchObject({ network: { loss: 'quadratic' }, reach: 0.3, seed: 2, plane: 'gradient' });
    expect(landscape.survey.value).toMatchObject({ loss: 'quadratic', images: 1 });
    landscape.setReach(99);
    expect(landscape.settings.value.reach.gradient).toBe(1);
  });

  it('follows steps on the plane that it has, and is computed again at rest when they have led far', async () => {
    landscape.look(true);
    await settle();
    const { extent } = landscape.survey.value!.plane;
    path.value = [...path.value, { iteration: 1, parameters: moved(0.01 * extent.x[1]) }];
    await settle();
    expect(bench.orders().length).toBe(1);
    expect(landscape.feet.value!.feet.length).toBe(2);
    path.value = [...path.value, { iteration: 2, parameters: moved(3 * extent.x[1]) }];
    await settle();
    expect(landscape.feet.value!.feet.length).toBe(3);
    // Far, but not yet at rest.
    vi.advanceTimersByTime(500);
    expect(bench.orders().length).toBe(1);
    await settle();
    expect(bench.orders().length).toBe(2);
    expect(landscape.feet.value!.feet[2]).toMatchObject({ iteration: 2, x: 0, y: 0, distance: 0 });
    // Numbers that were sent once are not sent again.
    const sent = bench.requests.flatMap((request) => (request.kind === 'path' ? request.added : []));
    expect(sent.length).toBe(3);
  });

  it('stops when it is told to, and begins again only for another wish or when asked', async () => {
    landscape.change({ data: 'samples' });
    landscape.look(true);
    vi.advanceTimersByTime(1000);
    await bench.work(8);
    landscape.stop();
    const orders = bench.orders().length;
    await settle();
    expect(status()).toBe('stopped');
    await settle();
    expect(bench.orders().length).toBe(orders);
    landscape.change({ data: 'batch' });
    await settle();
    expect(status()).toBe('done');
    landscape.stop();
    landscape.compute();
    await settle();
    expect(bench.orders().length).toBe(orders + 2);
  });

  it('says what is missing', () => {
    landscape.change({ plane: 'path' });
    expect(landscape.status.value).toEqual({ kind: 'empty', why: 'no-path' });
    path.value = [...path.value, { iteration: 1, parameters: moved(1) }];
    expect(status()).toBe('waiting');
    batch.value = [];
    expect(landscape.status.value).toEqual({ kind: 'empty', why: 'no-images' });
    landscape.change({ data: 'samples' });
    expect(status()).toBe('waiting');
    network.value = null;
    expect(landscape.status.value).toEqual({ kind: 'empty', why: 'no-network' });
    landscape.compute();
    expect(bench.orders()).toEqual([]);
  });

  it('has a sentence for weights that are no numbers, and comes back when they are', async () => {
    landscape.look(true);
    path.value = [{ iteration: 0, parameters: moved(NaN) }];
    await settle();
    expect(landscape.status.value).toEqual({ kind: 'failed', message: expect.stringContaining('expected finite ones') });
    path.value = [{ iteration: 0, parameters: model.parameters }];
    landscape.compute();
    await settle();
    expect(status()).toBe('done');
  });

  it('starts another surveyor for one that is lost, then says so, and tries again when asked', async () => {
    landscape.look(true);
    await settle();
    for (let time = 0; time < 3; time++) {
      bench.die();
      await settle();
      expect(status()).toBe('done');
    }
    bench.die();
    await settle();
    expect(landscape.status.value).toEqual({ kind: 'failed', message: 'killed' });
    expect(bench.started).toBe(4);
    landscape.compute();
    await settle();
    expect(status()).toBe('done');
    landscape.dispose();
    expect(bench.isClosed).toBe(true);
  });
});
