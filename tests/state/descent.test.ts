import { describe, expect, it } from 'vitest';
import { initialParameters } from '../../src/domain/initialization.ts';
import { descended, traceBatch } from '../../src/domain/learning-step.ts';
import { numberAt } from '../../src/domain/parameter-id.ts';
import type { NetworkParameters } from '../../src/domain/parameters.ts';
import { RECORDED } from '../../src/state/descent.ts';
import { pageWithDescent, pretrained } from './page-network.ts';

const AGAIN = 12;
const UPDATE = 11;

/** Bit for bit: −0 is not 0, and NaN is itself. */
function expectSameBits(one: NetworkParameters, other: NetworkParameters): void {
  for (const [layer, { weight, bias }] of one.entries()) {
    expect(Buffer.compare(Buffer.from(weight.buffer), Buffer.from(other[layer]!.weight.buffer))).toBe(0);
    expect(Buffer.compare(Buffer.from(bias!.buffer), Buffer.from(other[layer]!.bias!.buffer))).toBe(0);
  }
}

describe('gradient descent on the page’s network', () => {
  it('goes through thirteen stages, and the network changes at the update alone', async () => {
    const { descent, engine } = await pageWithDescent();
    const before = engine.parameters();
    expect(descent.stages.value.map(({ kind }) => kind)).toEqual([
      'batch',
      ...Array.from({ length: 4 }, () => 'forward'),
      'cost',
      ...Array.from({ length: 4 }, () => 'delta'),
      'gradient',
      'update',
      'again',
    ]);
    for (let index = 0; index < UPDATE; index++) {
      expect(descent.stageIndex.value).toBe(index);
      expectSameBits(engine.parameters(), before);
      descent.step();
    }
    const after = engine.parameters();
    const gradient = traceBatch(pretrained.network, before, descent.batch.value).gradient;
    expectSameBits(after, descended(before, gradient, 0.01));
    expect(after[3]!.weight).not.toEqual(before[3]!.weight);
    descent.step();
    expectSameBits(engine.parameters(), after);
    expect(descent.after.value!.cost).toBeLessThan(descent.trace.value!.cost);
    descent.step();
    expect([descent.stageIndex.value, descent.iteration.value]).toEqual([0, 1]);
    expectSameBits(engine.parameters(), after);
    expect(descent.records.at(0, RECORDED.cost)).toBe(traceBatch(pretrained.network, before, descent.batch.value).cost);
  });

  it('goes back through every stage and step to the first, and every update is undone', async () => {
    const { descent, engine } = await pageWithDescent();
    const seen = [engine.parameters()];
    for (let turn = 0; turn < 3; turn++) {
      descent.iterate();
      seen.push(engine.parameters());
      if (turn === 0) {
        // Within a step the rate would change the update that has been made.
        descent.step();
        descent.setLearningRate(0.05);
      }
      if (turn === 1) descent.anotherBatch();
    }
    expect(descent.records.count()).toBe(2);
    expect(descent.path.value.map(({ iteration }) => iteration)).toEqual([0, 1, 2, 3]);
    for (let turn = 2; turn >= 0; turn--) {
      expect(descent.stageIndex.value).toBe(AGAIN);
      for (let stage = AGAIN; stage > 0; stage--) descent.back();
      expect(descent.iteration.value).toBe(turn);
      if (turn > 0) descent.back();
    }
    expectSameBits(engine.parameters(), seen[0]!);
    expect(descent.learningRate.value).toBe(0.01);
    expect(descent.canGoBack.value).toBe(false);
    expect(descent.records.count()).toBe(0);
  });

  it('resets bit for bit after a hundred steps, with at most 64 points of the path kept', async () => {
    const { descent, engine, recognition } = await pageWithDescent();
    const before = engine.parameters();
    descent.choose({ size: 1 });
    for (let turn = 0; turn < 100; turn++) descent.iterate();
    const path = descent.path.value;
    expect(path.length).toBeLessThanOrEqual(64);
    expect([path[0]!.iteration, path.at(-1)!.iteration]).toEqual([0, 100]);
    expectSameBits(path.at(-1)!.parameters, engine.parameters());
    expectSameBits(path[0]!.parameters, before);
    expect(descent.records.count()).toBe(99);
    descent.reset();
    expectSameBits(engine.parameters(), before);
    expectSameBits(recognition.learned.value!, before);
    expect([descent.iteration.value, descent.stageIndex.value, descent.records.count()]).toEqual([0, 0, 0]);
    expect(descent.canReset.value).toBe(false);
  });

  it('starts again from numbers that others put into the network, and a held neuron is let go by the update', async () => {
    const { descent, engine, recognition } = await pageWithDescent();
    descent.iterate();
    const others = initialParameters(pretrained.network, 'he', 4);
    recognition.loadParameters(others);
    expect([descent.iteration.value, descent.stageIndex.value]).toEqual([0, 0]);
    expectSameBits(descent.base.value!, engine.parameters());
    recognition.setClamp({ layer: 0, neuron: 3, value: 2 });
    descent.step();
    expect(recognition.clamp.value).not.toBeNull();
    descent.goTo(UPDATE);
    expect(recognition.clamp.value).toBeNull();
    descent.reset();
    expectSameBits(engine.parameters(), others);
  });

  it('the update follows the learning rate, the cost and the drawing while it is looked at', async () => {
    const { descent, engine, lesson, pad } = await pageWithDescent();
    pad.putSample(3);
    descent.choose({ source: 'drawn', digit: 8, size: 2 });
    descent.goTo(AGAIN);
    const check = () =>
      expectSameBits(
        engine.parameters(),
        descended(
          pretrained.parameters,
          traceBatch(descent.network.value!, pretrained.parameters, descent.batch.value).gradient,
          descent.learningRate.value,
        ),
      );
    check();
    descent.setLearningRate(0.5);
    check();
    lesson.setLoss('quadratic');
    check();
    pad.putSample(4);
    check();
    expect(descent.batch.value.map(({ label }) => label)).toEqual([8, 8]);
  });

  it('stops at the update that explodes, names it, and comes back', async () => {
    const { descent, engine } = await pageWithDescent();
    descent.setLearningRate(1e9);
    expect(descent.learningRate.value).toBe(10);
    descent.setLearningRate(1);
    descent.choose({ digit: null, size: 32 });
    let turns = 0;
    while (descent.iterate() && turns < 200) turns++;
    expect(turns).toBeLessThan(200);
    const { explosion } = descent;
    expect(explosion.value).not.toBeNull();
    expect(descent.stages.value[descent.stageIndex.value]!.kind).toBe('update');
    // What is on the page is still the step before, every number of it finite.
    const kept = engine.parameters();
    expectSameBits(kept, descent.base.value!);
    for (const { weight } of kept) expect(weight.every(Number.isFinite)).toBe(true);
    expect(descent.iterate()).toBe(false);
    descent.step();
    expectSameBits(engine.parameters(), kept);
    descent.back();
    expect(explosion.value).toBeNull();
    expect(descent.stages.value[descent.stageIndex.value]!.kind).toBe('gradient');
  });

  it('steps that are prepared, or kept from the page for a while, end where all others do', async () => {
    const { descent, engine } = await pageWithDescent();
    const plain = await pageWithDescent();
    const before = engine.parameters();
    for (let turn = 0; turn < 4; turn++) {
      descent.prepare();
      descent.iterate(false);
      plain.descent.iterate();
    }
    expectSameBits(engine.parameters(), before);
    descent.publish();
    expectSameBits(engine.parameters(), plain.engine.parameters());
    descent.iterate(false);
    descent.reset();
    expectSameBits(engine.parameters(), before);
  });

  it('learns from new images at every step where that is wanted, and goes back through them', async () => {
    const { descent, engine } = await pageWithDescent();
    descent.setFresh(true);
    let expected = engine.parameters();
    const seeds = [];
    for (let turn = 0; turn < 3; turn++) {
      // Prepared or not, the same images come.
      if (turn > 0) descent.prepare();
      descent.iterate();
      seeds.push(descent.choice.value.seed);
      const { gradient } = traceBatch(descent.network.value!, expected, descent.batch.value);
      expected = descended(expected, gradient, descent.learningRate.value);
      expectSameBits(engine.parameters(), expected);
    }
    expect(seeds).toEqual([2, 3, 4]);
    descent.setFresh(false);
    descent.iterate();
    expect(descent.choice.value.seed).toBe(4);
    for (let stage = 0; stage < 2 * (AGAIN + 1); stage++) descent.back();
    expect(descent.choice.value.seed).toBe(3);
    expect(descent.iteration.value).toBe(1);
  });

  it('starts from random weights, and still finds the way back to the network before', async () => {
    const { descent, engine } = await pageWithDescent();
    const before = engine.parameters();
    descent.iterate();
    descent.startUntrained();
    expectSameBits(engine.parameters(), initialParameters(pretrained.network, 'he', 1));
    expect([descent.iteration.value, descent.stageIndex.value, descent.records.count()]).toEqual([0, 0, 0]);
    // Nothing learned yet: about ln 10, far above what the shipped network has.
    expect(descent.trace.value!.cost).toBeGreaterThan(1);
    descent.iterate();
    descent.reset();
    expectSameBits(engine.parameters(), before);
  });

  it('picks the parameter that moves most', async () => {
    const { descent } = await pageWithDescent();
    descent.pickMostMoved();
    const { network, gradient } = descent.trace.value!;
    const most = Math.max(
      ...gradient.map(({ weight, bias }) =>
        Math.max(...[weight, bias!].map((values) => values.reduce((m, v) => Math.max(m, Math.abs(v)), 0))),
      ),
    );
    expect(Math.abs(numberAt(network, gradient, descent.picked.value!))).toBe(most);
    expect(descent.pick({ layer: 1, neuron: 64, input: 0 })).toBe(false);
    expect(descent.pick({ layer: 1, neuron: 63, input: null })).toBe(true);
    expect(descent.picked.value).toEqual({ layer: 1, neuron: 63, input: null });
  });
});
