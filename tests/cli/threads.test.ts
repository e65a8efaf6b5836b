import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { describeNetwork } from '../../src/domain/network.ts';
import { runTraining, type TrainingPlan } from '../../src/cli/training-run.ts';
import { createEngine } from '../../src/engine/create.ts';
import { recipe } from '../../src/engine/recipe.ts';
import { loadBinary, testThreads } from '../engine/engines.ts';
import { MortalThreads } from '../engine/mortal-threads.ts';
import { randomImages, randomParameters } from '../fixtures/random-images.ts';
import { barImages, Folder } from './digit-files.ts';
import { runProgram } from './programs.ts';

const folder = new Folder();
afterAll(() => folder.remove());

describe('threads on the command line', () => {
  it('write the same bytes, and come to the same answers', async () => {
    const data = folder.writeDigits('bars', barImages(240));
    const files = [];
    for (const threads of [1, 3]) {
      const out = folder.at(`threads-${threads}.safetensors`);
      const course = ['--hidden', '16', '--epochs', '2', '--batch-size', '50', '--validate', '40', '--out', out];
      const run = await runProgram('train', [...data, ...course, '--threads', String(threads)]);
      expect(run, run.stderr).toMatchObject({ code: 0, json: { threads } });
      files.push({ bytes: readFileSync(out).toString('base64'), accuracy: run.json['validationAccuracy'] });
    }
    expect(files[1]).toEqual(files[0]);
    const model = ['--model', folder.at('threads-1.safetensors')];
    const alone = await runProgram('evaluate', [...model, ...data]);
    expect(await runProgram('evaluate', [...model, ...data, '--threads', '3'])).toEqual(alone);
    expect(alone).toMatchObject({ code: 0, json: { count: 240 } });
  });
});

describe('a training run', () => {
  it('goes on by itself when a thread is lost, and says so', async () => {
    const network = describeNetwork({ sizes: [784, 16, 10] });
    const images = randomImages(784, 10, 200, 1);
    const plan: TrainingPlan = {
      images,
      validationCount: 40,
      epochs: 30,
      batchSize: 16,
      recipe: recipe({ optimizer: 'adam' }),
      seed: 1,
      shuffle: true,
      augment: false,
    };
    const capacity = { network, maxBatchSize: 16, maxImages: 200, maxEntries: images.pixelIndex.length, training: true };
    const trained = async (host: MortalThreads, disturb: () => void) => {
      const engine = await createEngine('wasm-simd', { ...capacity, threads: 2 }, loadBinary, host);
      engine.loadParameters(randomParameters(network, 1));
      const accidents: string[] = [];
      const state = await runTraining(engine, plan, new AbortController().signal, {
        progress: ({ epoch }) => epoch === 10 && disturb(),
        accident: (what) => accidents.push(what),
      });
      await engine.close();
      return { parameters: engine.parameters(), loss: state.loss, accuracy: state.validationAccuracy, accidents };
    };
    const calm = await trained(new MortalThreads(1000, testThreads), () => undefined);
    const host = new MortalThreads(1000, testThreads);
    const disturbed = await trained(host, () => host.handles[0]!.terminate());
    expect(disturbed).toEqual({
      ...calm,
      accidents: [
        'got nothing from thread 1, expected a share of the work from each of 2 threads; on from the last whole step with 2',
      ],
    });
  });
});
