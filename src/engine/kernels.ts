/**
 * The arithmetic of an engine: a few functions on one arena, each with its WebAssembly form (assembly/) and its plain JavaScript
 * form (src/engine/javascript). All arguments are byte addresses and counts.
 *
 * One training step is `pass` over every share of the batch, then `learn` for every share of the parameters; shares may run side by
 * side, each with a scratch of its own, and all of one kind must be done before the other kind starts.
 */
export interface Kernels {
  /** Runs the first image of a batch through all layers. */
  look(plan: number, images: number, batch: number, scratch: number): void;
  /** Forward, costs, largest outputs and, unless batchSize is 0, ∂loss/∂z of all layers, for the places [from, to) of the batch. */
  pass(
    plan: number,
    images: number,
    batch: number,
    batchSize: number,
    from: number,
    to: number,
    smoothing: number,
    scratch: number,
  ): void;
  /**
   * Gradient and update of part number `part` of `parts`; of the first layer, the inputs [fromPixel, toPixel).
   *
   * A batch may come in micro-batches, each after a pass of its own: they add to one gradient, as long as each but the first
   * `continues`, and only the last, which `ends`, updates.
   */
  learn(
    plan: number,
    images: number,
    batch: number,
    batchSize: number,
    update: number,
    part: number,
    parts: number,
    fromPixel: number,
    toPixel: number,
    continues: boolean,
    ends: boolean,
    scratch: number,
  ): void;
  /** Starts a generator whose state of four words lies at `random`. */
  seedRandom(random: number, seed: number, stream: number): void;
  /** Puts `count` numbers at `order` in random order. */
  shuffle(order: number, count: number, random: number): void;
  /** Varies the images at the places [from, to) of a batch into as many slots; see assembly/data/augment.ts. */
  augment(
    settings: number,
    images: number,
    batch: number,
    from: number,
    to: number,
    seed: number,
    epoch: number,
    slots: number,
    scratch: number,
  ): void;
  /** c [M, columns] = a·b: a M rows of K floats, `aPadded` floats apart, b packed in panels (assembly/kernels/panel.ts). */
  multiply(a: number, aPadded: number, M: number, K: number, b: number, columns: number, c: number): void;
  /** The engine's own exponential, logarithm and hyperbolic tangent, float32 in and out. */
  expOf(x: number): number;
  logOf(x: number): number;
  tanhOf(x: number): number;
}
