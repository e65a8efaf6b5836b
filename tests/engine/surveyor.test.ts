import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filterNormalised, squareTo, unit } from '../../src/domain/landscape-directions.ts';
import { footOf, gridPlace, type ParameterPlane } from '../../src/domain/landscape-plane.ts';
import { descended, traceBatch, withLoss, type LabelledImage } from '../../src/domain/learning-step.ts';
import type { Loss } from '../../src/domain/network.ts';
import { difference, lengthOf, vectorOf } from '../../src/domain/parameter-vector.ts';
import type { NetworkParameters } from '../../src/domain/parameters.ts';
import { pathComponents } from '../../src/domain/path-components.ts';
import { proceduralImages } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { denseImage } from '../../src/domain/sparse-images.ts';
import type { LandscapeAnswer, LandscapeData, PlaneKind, SurveyOrder } from '../../src/engine/landscape.ts';
import { Surveyor } from '../../src/engine/surveyor.ts';
import { readModel } from '../../src/formats/model.ts';
import { gradients, meanCost, referenceParameters, targetOf, type ReferenceLayer } from '../reference/network.ts';
import { loadBinary } from './engines.ts';

const model = readModel(readFileSync('public/models/digits.safetensors'));

/** Eight threes, each another hand's. */
const BATCH: readonly LabelledImage[] = Array.from({ length: 8 }, (_, n) => ({
  pixels: denseImage(proceduralImages(1, 9, 3 + 10 * n), 0),
  label: 3,
}));
const DATA: LandscapeData = {
  pixels: Uint8Array.from(BATCH.flatMap(({ pixels }) => [...pixels])),
  labels: Uint8Array.from(BATCH, ({ label }) => label),
};
const EXAMPLES = BATCH.map(({ pixels, label }) => ({
  input: Float64Array.from(pixels, (grey) => grey / 255),
  target: targetOf(label, 10),
}));

/** A real descent: the network's own numbers, and after each of some steps. */
function descent(loss: Loss, steps: number, learningRate = 0.05): NetworkParameters[] {
  const network = withLoss(model.network, loss);
  const path: NetworkParameters[] = [model.parameters];
  for (let step = 0; step < steps; step++) {
    const now = path[path.length - 1]!;
    path.push(descended(now, traceBatch(network, now, BATCH).gradient, learningRate));
  }
  return path;
}

function makeSurveyor(): { surveyor: Surveyor; answers: LandscapeAnswer[] } {
  const answers: LandscapeAnswer[] = [];
  const surveyor = new Surveyor('wasm-simd', loadBinary, (answer) => answers.push(structuredClone(answer)));
  return { surveyor, answers };
}

function tell(surveyor: Surveyor, path: readonly NetworkParameters[], known = 0): void {
  surveyor.hear({
    kind: 'path',
    points: path.map((_, id) => ({ id, iteration: 10 * id })),
    added: path.map((parameters, id) => ({ id, parameters })).slice(known),
  });
}

function order(loss: Loss, plane: PlaneKind, more: Partial<SurveyOrder> = {}): SurveyOrder & { kind: 'survey' } {
  const reach = { gradient: 0.02, random: 0.5, path: 1.5 }[plane];
  const network = withLoss(model.network, loss);
  return { kind: 'survey', number: 1, network, data: DATA, plane, seed: 4, reach, side: 5, ...more };
}

async function work(surveyor: Surveyor): Promise<void> {
  while (await surveyor.step());
}

const rowsOf = (answers: readonly LandscapeAnswer[]) => answers.filter((answer) => answer.kind === 'row');
const planeOf = (answers: readonly LandscapeAnswer[]) => answers.find((answer) => answer.kind === 'plane')!;
const feetOf = (answers: readonly LandscapeAnswer[]) => answers.findLast((answer) => answer.kind === 'feet')!;

/** The cost in float64 at a place of a plane. */
function referenceCost(loss: Loss, { origin, first, second }: ParameterPlane, x: number, y: number): number {
  const exact = Float64Array.from(origin, (value, n) => value + x * first[n]! + y * second[n]!);
  let at = 0;
  const next = (length: number) => exact.subarray(at, (at += length));
  const parameters = model.parameters.map(({ weight, bias }): ReferenceLayer => ({
    weight: next(weight.length),
    bias: bias && next(bias.length),
  }));
  return meanCost(withLoss(model.network, loss), parameters, EXAMPLES);
}

/** The plane as this test makes it from the same definitions. */
function expectedPlane(loss: Loss, kind: PlaneKind, path: readonly NetworkParameters[]): ParameterPlane {
  const network = withLoss(model.network, loss);
  const origin = vectorOf(path[path.length - 1]!);
  const random = new Random(4);
  if (kind === 'path') {
    const [first, second] = pathComponents(
      path.map((point) => difference(vectorOf(point), origin)),
      2,
    );
    return { origin, first: first!, second: second! };
  }
  const reference = gradients(network, referenceParameters(path[path.length - 1]!), EXAMPLES);
  const uphill = vectorOf(
    reference.map(({ weight, bias }) => ({ weight: Float32Array.from(weight), bias: Float32Array.from(bias!) })),
  );
  const first = unit(kind === 'gradient' ? uphill : filterNormalised(network, origin, random))!;
  return { origin, first, second: squareTo(first, filterNormalised(network, origin, random))! };
}

describe.each(['cross-entropy', 'quadratic'] as const)('a surveyor, %s', (loss) => {
  it.each(['gradient', 'random', 'path'] as const)('finds the textbook’s cost at every point, %s plane', async (kind) => {
    const path = descent(loss, 5);
    const { surveyor, answers } = makeSurveyor();
    tell(surveyor, path);
    surveyor.hear(order(loss, kind));
    await work(surveyor);
    const { plane } = planeOf(answers);
    const expected = expectedPlane(loss, kind, path);
    expect(plane.axes).toEqual(
      { gradient: ['gradient', 'random'], random: ['random', 'random'], path: ['component', 'component'] }[kind],
    );
    expect(plane.weightLength).toBeCloseTo(lengthOf(expected.origin), 9);
    const rows = rowsOf(answers);
    expect(rows.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4]);
    for (const { row, costs } of rows) {
      for (const [column, cost] of costs.entries()) {
        const { x, y } = gridPlace(plane.extent, 5, column, row);
        const reference = referenceCost(loss, expected, x, y);
        // Where the batch is as good as learned, a cost is next to nothing: what float32 leaves of large sums shows there.
        const allowed = 1e-5 * Math.max(reference, 1e-6);
        expect(Math.abs(cost - reference), `${column}, ${row}: ${cost}, ${reference}`).toBeLessThan(allowed);
      }
    }
  });

  it('says where the path is on the plane, and how much of its variance the plane has', async () => {
    const path = descent(loss, 6);
    const { surveyor, answers } = makeSurveyor();
    tell(surveyor, path.slice(0, 5));
    surveyor.hear(order(loss, 'path', { side: 3 }));
    await work(surveyor);
    const first = feetOf(answers);
    expect(first.feet.map(({ iteration }) => iteration)).toEqual([0, 10, 20, 30, 40]);
    expect(first.feet[4]).toMatchObject({ x: 0, y: 0, distance: 0 });
    expect(first.explained!).toBeGreaterThan(0.9);
    const { extent } = planeOf(answers).plane;
    for (const { x, y } of first.feet) {
      expect(x).toBeGreaterThan(extent.x[0]);
      expect(x).toBeLessThan(extent.x[1]);
      expect(y).toBeGreaterThan(extent.y[0]);
      expect(y).toBeLessThan(extent.y[1]);
    }
    // One step on: only that point is sent, and found on the same plane.
    tell(surveyor, path, 5);
    await work(surveyor);
    const plane = expectedPlane(loss, 'path', path.slice(0, 5));
    const foot = footOf(plane, difference(vectorOf(path[5]!), plane.origin));
    expect(feetOf(answers).feet.length).toBe(7);
    expect(feetOf(answers).feet[5]!.x).toBeCloseTo(foot.x, 9);
    expect(feetOf(answers).feet[5]!.distance).toBeCloseTo(foot.distance, 9);
    expect(rowsOf(answers).length).toBe(3);
  });
});

describe('a surveyor', () => {
  it('computes the rows it is given, in that order, and waits for more', async () => {
    const { surveyor, answers } = makeSurveyor();
    tell(surveyor, [model.parameters]);
    surveyor.hear(order('cross-entropy', 'random', { rows: [3, 1] }));
    await work(surveyor);
    expect(rowsOf(answers).map(({ row }) => row)).toEqual([3, 1]);
    surveyor.hear({ kind: 'rows', survey: 7, rows: [2] });
    expect(await surveyor.step()).toBe(false);
    surveyor.hear({ kind: 'rows', survey: 1, rows: [0] });
    await work(surveyor);
    expect(rowsOf(answers).map(({ row }) => row)).toEqual([3, 1, 0]);
    const whole = makeSurveyor();
    tell(whole.surveyor, [model.parameters]);
    whole.surveyor.hear(order('cross-entropy', 'random'));
    await work(whole.surveyor);
    for (const { row, costs } of rowsOf(answers)) expect(costs).toEqual(rowsOf(whole.answers)[row]!.costs);
  });

  it('stops when nobody wants the landscape any more, and leaves one for another', async () => {
    const { surveyor, answers } = makeSurveyor();
    tell(surveyor, [model.parameters]);
    surveyor.hear(order('cross-entropy', 'random', { data: 'samples', side: 101 }));
    while (rowsOf(answers).length === 0 && (await surveyor.step()));
    surveyor.hear({ kind: 'rest' });
    const rows = rowsOf(answers).length;
    expect(await surveyor.step()).toBe(false);
    expect(rowsOf(answers).length).toBe(rows);
    surveyor.hear(order('cross-entropy', 'random', { number: 2, side: 25 }));
    surveyor.hear(order('cross-entropy', 'random', { number: 3, side: 3 }));
    await work(surveyor);
    expect(answers.filter((answer) => answer.kind === 'row' && answer.survey === 2)).toEqual([]);
    expect(answers.filter((answer) => answer.kind === 'row' && answer.survey === 3).length).toBe(3);
  });

  it('takes random directions where a path has none of its own', async () => {
    const { surveyor, answers } = makeSurveyor();
    tell(surveyor, descent('cross-entropy', 1));
    surveyor.hear(order('cross-entropy', 'path', { side: 3 }));
    await work(surveyor);
    expect(planeOf(answers).plane.axes).toEqual(['component', 'random']);
    expect(feetOf(answers).explained).toBeCloseTo(1, 6);
  });

  it('says what is wrong with weights that are no numbers, and goes on', async () => {
    const { surveyor, answers } = makeSurveyor();
    const broken = model.parameters.map(({ weight, bias }) => ({ weight: weight.map(() => NaN), bias }));
    tell(surveyor, [broken]);
    surveyor.hear(order('cross-entropy', 'gradient'));
    await work(surveyor);
    expect(answers).toEqual([{ kind: 'failed', survey: 1, message: expect.stringContaining('expected finite ones') }]);
    tell(surveyor, [model.parameters]);
    surveyor.hear(order('cross-entropy', 'gradient', { number: 2, side: 3 }));
    await work(surveyor);
    expect(rowsOf(answers).length).toBe(3);
  });

  it('has no landscape without a network', async () => {
    const { surveyor, answers } = makeSurveyor();
    surveyor.hear(order('cross-entropy', 'random'));
    await work(surveyor);
    expect(answers).toMatchObject([{ kind: 'failed', survey: 1 }]);
  });
});
