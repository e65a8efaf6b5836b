import { effect, signal } from '@preact/signals';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { describeNetwork } from '../../../src/domain/network.ts';
import { createEngine } from '../../../src/engine/create.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { stateInSight } from '../../../src/sections/explorer/state-in-sight.ts';
import { createState, type State } from '../../../src/state/state.ts';
import { loadBinary } from '../../engine/engines.ts';
import { randomParameters } from '../../fixtures/random-images.ts';

async function engineOf(sizes: readonly number[]): Promise<Engine> {
  const network = describeNetwork({ sizes });
  const engine = await createEngine(
    'javascript',
    { network, maxBatchSize: 1, maxImages: 0, maxEntries: 0, training: false },
    loadBinary,
  );
  engine.loadParameters(randomParameters(network, 1));
  return engine;
}

let state: State;

beforeEach(() => {
  const idle = () => ({ ask: () => undefined, close: () => undefined });
  const openEngine = () => Promise.reject(new Error('this page has its network'));
  const helpers = {
    startAnalyst: idle,
    startSurveyor: idle,
    startLaboratory: idle,
    startMeasurer: idle,
    openEngine,
    fetchMnist: openEngine,
    fetchPretrained: openEngine,
  };
  state = createState({ ...helpers, isOffline: () => false, cores: 1 });
});

describe('the state of a section', () => {
  it('follows the page while it is in sight, and stands still while it is not', async () => {
    const isInSight = signal(true);
    const { recognition, selection } = stateInSight(state, isInSight);
    const engine = await engineOf([784, 6, 10]);
    state.recognition.networkReady(engine);
    expect(recognition.learned.value).toBe(state.recognition.learned.value);
    const seen: unknown[] = [];
    const stop = effect(() => {
      seen.push([recognition.activity.value, recognition.parameters.value, recognition.learned.value, selection.neuron.value]);
    });
    state.selection.select({ layer: 0, neuron: 3 });
    state.recognition.setClamp({ layer: 0, neuron: 3, value: 2 });
    expect(seen).toHaveLength(3);
    isInSight.value = false;
    const predict = vi.spyOn(engine, 'predict');
    const copies = vi.spyOn(engine, 'parameters');
    state.selection.select({ layer: 1, neuron: 1 });
    state.pad.putSample(7);
    state.recognition.parametersChanged();
    // The one copy is the page's own: a descent begins where others have led the network.
    expect([seen.length, predict.mock.calls.length, copies.mock.calls.length]).toEqual([3, 0, 1]);
    expect(selection.neuron.value).toEqual({ layer: 0, neuron: 3 });
    isInSight.value = true;
    expect(seen).toHaveLength(4);
    expect(selection.neuron.value).toEqual({ layer: 1, neuron: 1 });
    expect(recognition.clamp.value).toBeNull();
    expect(recognition.activity.value!.isBlank).toBe(false);
    stop();
  });

  it('never mixes two networks, and shows the first one at once', async () => {
    const isInSight = signal(false);
    const { recognition } = stateInSight(state, isInSight);
    expect(recognition.status.value.kind).toBe('loading');
    const first = await engineOf([784, 6, 10]);
    state.recognition.networkReady(first);
    expect(recognition.status.value).toMatchObject({ kind: 'ready', network: first.network });
    const second = await engineOf([784, 5, 4, 10]);
    state.recognition.networkReady(second);
    expect(recognition.status.value).toMatchObject({ network: first.network });
    expect(recognition.learned.value).toHaveLength(2);
    expect(recognition.activity.value!.network).toBe(first.network);
    isInSight.value = true;
    expect(recognition.status.value).toMatchObject({ network: second.network });
    expect(recognition.learned.value).toHaveLength(3);
  });
});
