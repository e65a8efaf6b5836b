import { errorMessage, SimulatorError } from '../domain/errors.ts';
import { filterNormalised, squareTo, unit } from '../domain/landscape-directions.ts';
import {
  explainedShare,
  extentAround,
  footOf,
  gridPlace,
  type Extent,
  type ParameterPlane,
} from '../domain/landscape-plane.ts';
import { difference, lengthOf, parametersOf, vectorOf } from '../domain/parameter-vector.ts';
import { pathComponents } from '../domain/path-components.ts';
import { proceduralImages } from '../domain/procedural/digits.ts';
import { Random } from '../domain/random.ts';
import { concatImages, imageCount, sparseFromDense, type SparseImages } from '../domain/sparse-images.ts';
import type { ArenaEngine } from './arena-engine.ts';
import { createEngine, type LoadBinary } from './create.ts';
import type { EngineKind } from './engine.ts';
import {
  SAMPLE_COUNT,
  type AxisKind,
  type LandscapeAnswer,
  type LandscapeData,
  type LandscapeRequest,
  type SurveyOrder,
} from './landscape.ts';
import { PlaneWalk } from './plane-walk.ts';

/** How long the surveyor works before new requests are heard. */
const PIECE_MS = 30;
/** Digits written in one piece. */
const WRITTEN_AT_ONCE = 200;
const SAMPLE_SEED = 5;

/** A landscape under way. */
interface Survey {
  readonly order: SurveyOrder;
  readonly plane: ParameterPlane;
  readonly extent: Extent;
  readonly walk: PlaneWalk;
  readonly engine: ArenaEngine;
  column: number;
  costs: Float64Array<ArrayBuffer>;
}

interface PathPoint {
  readonly id: number;
  readonly iteration: number;
  readonly vector: Float32Array;
}

/**
 * Computes the true cost over a plane of the space of all parameters, in pieces of some 30 ms.
 *
 * On one core; several surveyors share the rows (survey-team.ts).
 */
export class Surveyor {
  readonly #kind: EngineKind;
  readonly #loadBinary: LoadBinary;
  readonly #answer: (answer: LandscapeAnswer) => void;
  #path: readonly PathPoint[] = [];
  /** An order whose plane is not known yet. */
  #ordered: SurveyOrder | null = null;
  #survey: Survey | null = null;
  /** Of the last order, still to compute. */
  #rows: { readonly number: number; readonly waiting: number[] } | null = null;
  /** The plane of the last order, on which the path is followed after it is surveyed, too. */
  #followed: { readonly number: number; readonly plane: ParameterPlane } | null = null;
  #arePointsNew = false;
  #pieces: SparseImages[] = [];
  #samples: SparseImages | null = null;
  #engine: ArenaEngine | null = null;
  #loaded: LandscapeData | null = null;

  constructor(kind: EngineKind, loadBinary: LoadBinary, answer: (answer: LandscapeAnswer) => void) {
    this.#kind = kind;
    this.#loadBinary = loadBinary;
    this.#answer = answer;
  }

  hear(request: LandscapeRequest): void {
    if (request.kind === 'path') {
      const known = new Map(this.#path.map(({ id, vector }) => [id, vector]));
      for (const { id, parameters } of request.added) known.set(id, vectorOf(parameters));
      this.#path = request.points.map(({ id, iteration }) => ({ id, iteration, vector: known.get(id)! }));
      this.#arePointsNew = this.#followed !== null;
    } else if (request.kind === 'survey') {
      this.#ordered = request;
      this.#survey = null;
      this.#followed = null;
      const { number, side, rows } = request;
      this.#rows = { number, waiting: [...(rows ?? Array.from({ length: side }, (_, row) => row))] };
    } else if (request.kind === 'rows') {
      if (this.#rows?.number === request.survey) this.#rows.waiting.push(...request.rows);
    } else {
      this.#ordered = null;
      this.#survey = null;
      this.#rows = null;
    }
  }

  /** Does the next piece of work; false where there is none. */
  async step(): Promise<boolean> {
    const order = this.#ordered ?? this.#survey?.order;
    try {
      if (this.#ordered) await this.#begin(this.#ordered);
      else if (this.#arePointsNew) this.#follow();
      else if (this.#survey && this.#rows && this.#rows.waiting.length > 0) this.#compute(this.#survey, this.#rows.waiting);
      else return false;
    } catch (error) {
      this.#ordered = null;
      this.#survey = null;
      this.#answer({ kind: 'failed', survey: order?.number ?? null, message: errorMessage(error) });
    }
    return true;
  }

  async #begin(order: SurveyOrder): Promise<void> {
    if (order.data === 'samples' && !this.#samples) return this.#write();
    const data = order.data === 'samples' ? this.#samples! : sparseOf(order.data, order.network.inFeatures);
    const engine = await this.#engineFor(order, data);
    if (this.#ordered !== order) return;
    const origin = this.#path[this.#path.length - 1]?.vector;
    if (!origin) throw new SimulatorError('mismatch', 'got no network to look around, expected a path with a point');
    const weightLength = lengthOf(origin);
    if (!Number.isFinite(weightLength)) throw noDirection();
    const { axes, first, second, gradientLength } = this.#directions(order, engine, origin, imageCount(data));
    const plane = { origin, first, second };
    const half = order.reach * weightLength;
    const extent: Extent =
      order.plane === 'path' ? extentAround(this.#feet(plane), order.reach) : { x: [-half, half], y: [-half, half] };
    this.#ordered = null;
    this.#followed = { number: order.number, plane };
    this.#survey = {
      order,
      plane,
      extent,
      walk: new PlaneWalk(engine, plane),
      engine,
      column: 0,
      costs: new Float64Array(order.side),
    };
    const { number } = order;
    this.#answer({
      kind: 'plane',
      survey: number,
      plane: { extent, axes, weightLength, gradientLength },
      threads: 1,
    });
    this.#follow();
  }

  #write(): void {
    const written = this.#pieces.length * WRITTEN_AT_ONCE;
    this.#pieces.push(proceduralImages(WRITTEN_AT_ONCE, SAMPLE_SEED, written));
    if (written + WRITTEN_AT_ONCE < SAMPLE_COUNT) return;
    this.#samples = concatImages(this.#pieces);
    this.#pieces = [];
  }

  #directions({ network, plane, seed }: SurveyOrder, engine: ArenaEngine, origin: Float32Array, images: number) {
    const random = new Random(seed);
    const found: { readonly kind: AxisKind; readonly direction: Float32Array }[] = [];
    let gradientLength: number | null = null;
    if (plane === 'path') {
      for (const direction of pathComponents(this.#differences(origin), 2)) found.push({ kind: 'component', direction });
    } else if (plane === 'gradient') {
      engine.loadParameters(parametersOf(network, origin));
      engine.accumulate(Uint32Array.from({ length: images }, (_, n) => n));
      const gradient = vectorOf(engine.gradients());
      gradientLength = lengthOf(gradient);
      const direction = unit(gradient);
      if (direction) found.push({ kind: 'gradient', direction });
    }
    while (found.length < 2) {
      const drawn = filterNormalised(network, origin, random);
      const direction = found[0] ? squareTo(found[0].direction, drawn) : unit(drawn);
      if (!direction) throw noDirection();
      found.push({ kind: 'random', direction });
    }
    const [one, other] = [found[0]!, found[1]!];
    const axes: readonly [AxisKind, AxisKind] = [one.kind, other.kind];
    return { axes, first: one.direction, second: other.direction, gradientLength };
  }

  #differences(origin: Float32Array): Float32Array[] {
    return this.#path.map(({ vector }) => difference(vector, origin));
  }

  #feet(plane: ParameterPlane) {
    return this.#differences(plane.origin).map((point) => footOf(plane, point));
  }

  /** Says where the path is on the plane. */
  #follow(): void {
    this.#arePointsNew = false;
    const { number, plane } = this.#followed!;
    const feet = this.#feet(plane);
    this.#answer({
      kind: 'feet',
      survey: number,
      feet: feet.map((foot, n) => ({ ...foot, iteration: this.#path[n]!.iteration })),
      explained: explainedShare(this.#differences(plane.origin), feet),
    });
  }

  /** Computes points of the waiting rows until the time of a piece is over. */
  #compute(survey: Survey, waiting: number[]): void {
    const { order, extent, walk, engine } = survey;
    const startMs = performance.now();
    do {
      const row = waiting[0]!;
      const { x, y } = gridPlace(extent, order.side, survey.column, row);
      if (survey.column === 0) walk.toRow(y);
      walk.toPoint(x);
      survey.costs[survey.column++] = engine.meanCost();
      if (survey.column < order.side) continue;
      this.#answer({ kind: 'row', survey: order.number, row, costs: survey.costs });
      survey.costs = new Float64Array(order.side);
      survey.column = 0;
      waiting.shift();
    } while (waiting.length > 0 && performance.now() - startMs < PIECE_MS);
  }

  /** An engine that holds the order's images; JavaScript where the chosen kind does not start. */
  async #engineFor({ network, data }: SurveyOrder, images: SparseImages): Promise<ArenaEngine> {
    const needed = { maxImages: imageCount(images), maxEntries: images.pixelIndex.length };
    const now = this.#engine;
    const isFit =
      now !== null &&
      JSON.stringify(now.network) === JSON.stringify(network) &&
      now.capacity.maxImages >= needed.maxImages &&
      now.capacity.maxEntries >= needed.maxEntries;
    if (!isFit) {
      this.#loaded = null;
      const capacity = { network, maxBatchSize: needed.maxImages, ...needed, training: true };
      this.#engine = await createEngine(this.#kind, capacity, this.#loadBinary).catch((error: unknown) => {
        if (this.#kind === 'javascript') throw error;
        return createEngine('javascript', capacity, this.#loadBinary);
      });
    }
    if (this.#loaded !== data) this.#engine!.loadImages(images);
    this.#loaded = data;
    return this.#engine!;
  }
}

function sparseOf({ pixels, labels }: Exclude<LandscapeData, 'samples'>, inFeatures: number): SparseImages {
  return sparseFromDense(pixels, labels, inFeatures);
}

function noDirection(): SimulatorError {
  return new SimulatorError('out-of-range', 'got weights that give no direction, expected finite ones, not all zero');
}
