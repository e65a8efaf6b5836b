import { beforeAll, expect, test } from 'vitest';
import { describeNetwork } from '../../src/domain/network.ts';
import type { ArenaEngine } from '../../src/engine/arena-engine.ts';
import { createEngine, type ThreadHandle } from '../../src/engine/create.ts';
import { recipe } from '../../src/engine/recipe.ts';
import { randomImages, randomParameters } from '../fixtures/random-images.ts';
import { loadBinary, range, testThreads } from './engines.ts';
import { MortalThreads } from './mortal-threads.ts';
import { THREAD_RUNS, trainOnThreads, type ThreadRunResult } from './thread-runs.ts';

/** Short, for a test; long enough that a busy machine does not look dead. */
const PATIENCE_MS = 400;

const RUN = THREAD_RUNS[2]!;
let undisturbed: ThreadRunResult;
beforeAll(async () => {
  undisturbed = await trainOnThreads(RUN, { kind: 'wasm-simd', threads: 1, loadBinary });
});

/** The run on three threads, to which something happens. */
const disturbedRun = (host: MortalThreads, disturb: (step: number, engine: ArenaEngine) => unknown) =>
  trainOnThreads(RUN, { kind: 'wasm-simd', threads: 3, loadBinary, host }, disturb);

test('threads that are killed are replaced, and the run ends with the same bits', async () => {
  const host = new MortalThreads(PATIENCE_MS, testThreads);
  const kills = [100, 700];
  const result = await disturbedRun(host, (step) => {
    if (step !== kills[0]) return;
    kills.shift();
    // Not awaited: the steps go on while a thread dies, and it is gone in the middle of one.
    host.handles.at(-1)!.terminate();
  });
  expect(result).toEqual({ ...undisturbed, threads: 3, losses: 2 });
  expect(host.handles).toHaveLength(4);
});

test('a thread that is killed between steps is missed before the next one begins', async () => {
  const host = new MortalThreads(60_000, testThreads);
  const killed = new Set<ThreadHandle>();
  const result = await disturbedRun(host, async (step) => {
    const [handle] = host.handles;
    if (step !== 300 || killed.has(handle!)) return;
    killed.add(handle!);
    handle!.terminate();
    await handle!.ended;
  });
  expect(result).toEqual({ ...undisturbed, threads: 3, losses: 1 });
});

test('where no thread can be started any more, fewer go on', async () => {
  const host = new MortalThreads(PATIENCE_MS, testThreads);
  const result = await disturbedRun(host, (step) => {
    host.isOpen = step < 100;
    if (step === 200) host.handles[0]!.terminate();
    if (step === 500) host.handles[1]!.terminate();
  });
  expect(result).toEqual({
    ...undisturbed,
    threads: 1,
    losses: 2,
    threadShortage: 'thread 2 does not start: no more threads today',
  });
});

test('a thread that fails is noticed at once', async () => {
  const host = new MortalThreads(60_000, testThreads);
  let failures = 0;
  const result = await disturbedRun(host, (step, { layout, memory }) => {
    // Its working memory at the end of the address space: the next order traps.
    const word = layout.scratch[2]!.struct.ptr >> 2;
    const sound = layout.scratch[2]!.preActivation.ptr;
    memory.u32[word] = step === 400 && failures++ === 0 ? 0xffff_0000 : sound;
  });
  expect(result).toEqual({ ...undisturbed, threads: 3, losses: 1 });
});

test('threads that are lost again and again are given up', async () => {
  const host = new MortalThreads(PATIENCE_MS, testThreads);
  const result = await disturbedRun(host, async (step) => {
    if (step % 10 !== 0) return;
    host.handles.at(-1)!.terminate();
    await host.handles.at(-1)!.ended;
  });
  expect(result).toMatchObject({ hash: undisturbed.hash, threads: 2, threadShortage: '9 threads were lost' });
});

const network = describeNetwork({ sizes: [31, 9, 5] });
const BATCH = range(0, 16);
const SGD = recipe({ optimizer: 'sgd' });

async function smallEngine(host: MortalThreads): Promise<ArenaEngine> {
  const images = randomImages(31, 5, 16, 1);
  const capacity = { network, maxBatchSize: 16, maxImages: 16, maxEntries: images.pixelIndex.length, training: true };
  const engine = await createEngine('wasm-simd', { ...capacity, threads: 2 }, loadBinary, host);
  engine.loadImages(images);
  engine.loadParameters(randomParameters(network, 1));
  return engine;
}

const LOST = expect.objectContaining({
  name: 'SimulatorError',
  code: 'thread-lost',
  message: 'got nothing from thread 1, expected a share of the work from each of 2 threads',
});

test('an engine with a lost thread does nothing but recover', async () => {
  const host = new MortalThreads(PATIENCE_MS, testThreads);
  const engine = await smallEngine(host);
  engine.trainStep(BATCH, SGD);
  const before = engine.parameters();
  host.handles[0]!.terminate();
  await host.handles[0]!.ended;
  for (const call of [
    () => engine.trainStep(BATCH, SGD),
    () => engine.accumulate(BATCH),
    () => engine.evaluate(),
    () => engine.outputs(),
    () => engine.predict(new Uint8Array(31)),
    () => engine.parameters(),
    () => engine.gradients(),
    () => engine.loadParameters(before),
    () => engine.loadImages(randomImages(31, 5, 16, 1)),
    () => engine.resetOptimizer(),
  ]) {
    expect(call).toThrow(LOST);
  }
  await engine.recover();
  expect(engine.parameters()).toEqual(before);
  await engine.close();
});

test('a thread that is lost while it looks at images costs no step', async () => {
  const host = new MortalThreads(PATIENCE_MS, testThreads);
  const engine = await smallEngine(host);
  engine.trainStep(BATCH, SGD);
  const before = engine.parameters();
  const evaluation = engine.evaluate();
  host.handles[0]!.terminate();
  expect(() => {
    for (;;) engine.evaluate();
  }).toThrow(LOST);
  await engine.recover();
  expect(engine.parameters()).toEqual(before);
  expect(engine.evaluate()).toEqual(evaluation);
  await engine.close();
});

test('the way back leads over new parameters and images, and over a journal that was full', async () => {
  const host = new MortalThreads(PATIENCE_MS, testThreads);
  const [engine, calm] = [await smallEngine(host), await smallEngine(new MortalThreads(PATIENCE_MS, testThreads))];
  const rate = (step: number) => recipe({ optimizer: 'momentum', learningRate: 0.01 / (1 + step) });
  for (const one of [engine, calm]) {
    one.trainStep(BATCH, SGD);
    one.loadParameters(randomParameters(network, 2));
    one.loadImages(randomImages(31, 5, 16, 2));
    for (let step = 0; step < 2500; step++) one.trainStep(BATCH, rate(step));
    one.resetOptimizer();
    one.trainStep(BATCH, rate(1));
    one.trainStep(BATCH, rate(2));
  }
  host.handles[0]!.terminate();
  let steps = 3;
  expect(() => {
    for (; ; steps++) engine.trainStep(BATCH, rate(steps));
  }).toThrow(LOST);
  await engine.recover();
  for (let step = 3; step < steps; step++) calm.trainStep(BATCH, rate(step));
  expect(engine.parameters()).toEqual(calm.parameters());
  await Promise.all([engine.close(), calm.close()]);
});

test('a lost thread that cannot be ended might still write: there is no way on', async () => {
  const host = new MortalThreads(100, testThreads);
  const engine = await smallEngine(host);
  const handle = host.handles[0]!;
  Object.assign(handle, { ended: new Promise(() => undefined) });
  handle.terminate();
  expect(() => {
    for (;;) engine.trainStep(BATCH, SGD);
  }).toThrow(LOST);
  await expect(engine.recover()).rejects.toThrow(LOST);
  expect(() => engine.parameters()).toThrow(LOST);
});

test('a worker that never becomes a thread is not waited for for ever', async () => {
  const host = new MortalThreads(20, testThreads);
  const started = host.start.bind(host);
  host.start = (start) => {
    const handle = started(start);
    // On a busy machine it is ended before it was ready.
    handle.ready.catch(() => undefined);
    return { ...handle, ready: new Promise(() => undefined) };
  };
  const engine = await smallEngine(host);
  expect(engine).toMatchObject({ threads: 1, threadShortage: 'thread 1 does not start: got no sign of life within 200 ms' });
  expect(engine.trainStep(BATCH, SGD).correct).toBeGreaterThanOrEqual(0);
  await engine.close();
});
