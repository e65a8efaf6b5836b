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
import { createEngine, type LoadBinary, type ThreadHost } from './create.ts';
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
/** More threads than this have too little to share, and fewer images than this are too little for a second one. */
const MOST_THREADS = 8;
const SHARED_FROM = 256;

/** A landscape under way. */
interface Survey {
  readonly order: SurveyOrder;
  readonly plane: ParameterPlane;
  readonly extent: Extent;
  readonly walk: PlaneWalk;
  readonly engine: ArenaEngine;
  row: number;
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
 * The bits do not depend on how many threads share the work. A thread that is lost is replaced, and its point computed again.
 */
export class Surveyor {
  readonly #kind: EngineKind;
  readonly #loadBinary: LoadBinary;
  readonly #answer: (answer: LandscapeAnswer) => void;
  readonly #host: ThreadHost | undefined;
  #path: readonly PathPoint[] = [];
  /** An order whose plane is not known yet. */
  #ordered: SurveyOrder | null = null;
  #survey: Survey | null = null;
  /** The plane of the last order, on which the path is followed after it is surveyed, too. */
  #followed: { readonly number: number; readonly plane: ParameterPlane } | null = null;
  #arePointsNew = false;
  #pieces: SparseImages[] = [];
  #samples: SparseImages | null = null;
  #engine: ArenaEngine | null = null;
  #loaded: LandscapeData | null = null;

  constructor(kind: EngineKind, loadBinary: LoadBinary, answer: (answer: LandscapeAnswer) => void, host?: ThreadHost) {
    this.#kind = kind;
    this.#loadBinary = loadBinary;
    this.#answer = answer;
    this.#host = host;
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
    } else {
      this.#ordered = null;
      this.#survey = null;
    }
  }

  /** Does the next piece of work; false where there is none. */
  async step(): Promise<boolean> {
    const order = this.#ordered ?? this.#survey?.order;
    try {
      if (this.#ordered) await this.#begin(this.#ordered);
      else if (this.#arePointsNew) this.#follow();
      else if (this.#survey) this.#compute(this.#survey);
      else return false;
    } catch (error) {
      if (error instanceof SimulatorError && error.code === 'thread-lost' && (await this.#recovered())) return true;
      this.#ordered = null;
      this.#survey = null;
      this.#answer({ kind: 'failed', survey: order?.number ?? null, message: errorMessage(error) });
    }
    return true;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.#engine?.close();
  }

  async #recovered(): Promise<boolean> {
    try {
      await this.#engine!.recover();
      return true;
    } catch {
      return false;
    }
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
      row: 0,
      column: 0,
      costs: new Float64Array(order.side),
    };
    const { number } = order;
    this.#answer({
      kind: 'plane',
      survey: number,
      plane: { extent, axes, weightLength, gradientLength },
      threads: engine.threads,
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

  /** Computes points until a row is done or the time of a piece is over. */
  #compute(survey: Survey): void {
    const { order, extent, walk, engine } = survey;
    const startMs = performance.now();
    do {
      const { x, y } = gridPlace(extent, order.side, survey.column, survey.row);
      if (survey.column === 0) walk.toRow(y);
      walk.toPoint(x);
      // Where a thread is lost, this throws and the point is computed again.
      const cost = engine.meanCost();
      survey.costs[survey.column++] = cost;
      if (survey.column < order.side) continue;
      this.#answer({ kind: 'row', survey: order.number, row: survey.row, costs: survey.costs });
      survey.costs = new Float64Array(order.side);
      survey.column = 0;
      survey.row++;
      if (survey.row === order.side) {
        this.#survey = null;
        return;
      }
    } while (performance.now() - startMs < PIECE_MS);
  }

  /** An engine that holds the order's images; JavaScript where the chosen kind does not start. */
  async #engineFor({ network, data }: SurveyOrder, images: SparseImages): Promise<ArenaEngine> {
    const needed = { maxImages: imageCount(images), maxEntries: images.pixelIndex.length };
    const threads = needed.maxImages < SHARED_FROM ? 1 : this.#threads();
    const now = this.#engine;
    const isFit =
      now !== null &&
      JSON.stringify(now.network) === JSON.stringify(network) &&
      now.capacity.maxImages >= needed.maxImages &&
      now.capacity.maxEntries >= needed.maxEntries &&
      now.capacity.threads === threads;
    if (!isFit) {
      await now?.close();
      this.#loaded = null;
      const room = { maxBatchSize: needed.maxImages, ...needed, training: true, threads };
      const capacity = { network, ...room };
      this.#engine = await createEngine(this.#kind, capacity, this.#loadBinary, this.#host).catch((error: unknown) => {
        if (this.#kind === 'javascript') throw error;
        return createEngine('javascript', capacity, this.#loadBinary, this.#host);
      });
    }
    if (this.#loaded !== data) this.#engine!.loadImages(images);
    this.#loaded = data;
    return this.#engine!;
  }

  /** One core is left to the page where there are more than two. */
  #threads(): number {
    const cores = this.#host?.cores ?? 1;
    return Math.min(MOST_THREADS, cores > 2 ? cores - 1 : cores);
  }
}

function sparseOf({ pixels, labels }: Exclude<LandscapeData, 'samples'>, inFeatures: number): SparseImages {
  return sparseFromDense(pixels, labels, inFeatures);
}

function noDirection(): SimulatorError {
  return new SimulatorError('out-of-range', 'got weights that give no direction, expected finite ones, not all zero');
}
