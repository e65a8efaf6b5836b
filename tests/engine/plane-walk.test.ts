import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filterNormalised, squareTo, unit } from '../../src/domain/landscape-directions.ts';
import { vectorAt, type ParameterPlane } from '../../src/domain/landscape-plane.ts';
import { withLoss } from '../../src/domain/learning-step.ts';
import { type Loss, type NetworkDescription } from '../../src/domain/network.ts';
import { lengthOf, parametersOf, vectorOf } from '../../src/domain/parameter-vector.ts';
import { proceduralImages } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { denseImage, type SparseImages } from '../../src/domain/sparse-images.ts';
import type { ArenaEngine } from '../../src/engine/arena-engine.ts';
import { createEngine } from '../../src/engine/create.ts';
import { PlaneWalk } from '../../src/engine/plane-walk.ts';
import { readModel } from '../../src/formats/model.ts';
import { meanCost, targetOf, type ReferenceLayer } from '../reference/network.ts';
import { loadBinary, testThreads } from './engines.ts';

const model = readModel(readFileSync('public/models/digits.safetensors'));
const LOSSES: readonly Loss[] = ['cross-entropy', 'quadratic'];
const IMAGES = proceduralImages(150, 7);

function randomPlane(network: NetworkDescription, origin: Float32Array, seed: number): ParameterPlane {
  const random = new Random(seed);
  const first = unit(filterNormalised(network, origin, random))!;
  return { origin, first, second: squareTo(first, filterNormalised(network, origin, random))! };
}

async function engineOf(network: NetworkDescription, images: SparseImages, threads: number): Promise<ArenaEngine> {
  const room = { maxImages: images.labels.length, maxEntries: images.pixelIndex.length };
  const capacity = { network, maxBatchSize: 1000, ...room, training: true, threads };
  const engine = await createEngine('wasm-simd', capacity, loadBinary, testThreads);
  engine.loadImages(images);
  return engine;
}

/** The cost at a place of the plane as the textbook has it: parameters and all that follows in float64, rounded nowhere. */
function referenceCost(network: NetworkDescription, plane: ParameterPlane, images: SparseImages, x: number, y: number): number {
  const exact = Float64Array.from(plane.origin, (value, n) => value + x * plane.first[n]! + y * plane.second[n]!);
  let at = 0;
  const parameters: ReferenceLayer[] = parametersOf(network, plane.origin).map(({ weight, bias }) => {
    const next = (length: number) => exact.subarray(at, (at += length));
    return { weight: next(weight.length), bias: bias && next(bias.length) };
  });
  const examples = Array.from(images.labels, (label, n) => ({
    input: Float64Array.from(denseImage(images, n), (grey) => grey / 255),
    target: targetOf(label, 10),
  }));
  return meanCost(network, parameters, examples);
}

describe.each(LOSSES)('a walk over a plane, %s', (loss) => {
  const network = withLoss(model.network, loss);
  const plane = randomPlane(network, vectorOf(model.parameters), 3);
  let alone: ArenaEngine;
  let team: ArenaEngine;

  beforeAll(async () => {
    alone = await engineOf(network, IMAGES, 1);
    team = await engineOf(network, IMAGES, 3);
    expect(team.threads).toBe(3);
  });
  afterAll(() => team.close());

  it('loads what loadParameters would load', () => {
    const walk = new PlaneWalk(alone, plane);
    walk.toRow(-1.25);
    walk.toPoint(0.3);
    const walked = alone.parameters();
    alone.loadParameters(parametersOf(network, vectorAt(plane, { x: 0.3, y: -1.25 })));
    expect(walked).toEqual(alone.parameters());
  });

  it('finds the costs of the textbook network, to 1e-5 of each', () => {
    const walk = new PlaneWalk(alone, plane);
    const reach = lengthOf(plane.origin);
    let largest = 0;
    for (const share of [0, 1e-4, 0.01, 0.1, 0.4, 1, -2]) {
      const [x, y] = [share * reach, -share * 0.7 * reach];
      walk.toRow(y);
      walk.toPoint(x);
      const expected = referenceCost(network, plane, IMAGES, x, y);
      largest = Math.max(largest, Math.abs(alone.meanCost() - expected) / expected);
    }
    expect(largest).toBeLessThan(1e-5);
  });

  it('finds the same numbers with threads and without', () => {
    const walks = [alone, team].map((engine) => ({ engine, walk: new PlaneWalk(engine, plane) }));
    for (const [x, y] of [
      [0, 0],
      [0.5, 2],
      [-40, 3],
      [1e30, 0],
    ] as const) {
      const [one, other] = walks.map(({ engine, walk }) => {
        walk.toRow(y);
        walk.toPoint(x);
        return [engine.meanCost(), engine.meanCost(0, 3), engine.meanCost(17, 130)];
      });
      expect(other).toEqual(one);
    }
  });

  it('keeps the digits of costs that are next to nothing', async () => {
    // A network that is very sure of itself: its last layer is louder, and it recognises the whole batch.
    const sure = model.parameters.map(({ weight, bias }, layer) => {
      const scale = layer === 3 ? 2.5 : 1;
      return { weight: weight.map((w) => w * scale), bias: bias!.map((b) => b * scale) };
    });
    const batch = proceduralImages(4, 1);
    const engine = await engineOf(network, batch, 1);
    engine.loadParameters(sure);
    const loud = { ...plane, origin: vectorOf(sure) };
    const expected = referenceCost(network, loud, batch, 0, 0);
    expect(expected).toBeLessThan(loss === 'cross-entropy' ? 1e-3 : 0.5);
    expect(expected).toBeGreaterThan(0);
    expect(Math.abs(engine.meanCost() - expected) / expected).toBeLessThan(1e-5);
  });
});
