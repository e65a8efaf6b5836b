/**
 * The arithmetic of an engine: four functions on one arena, each with its WebAssembly form (assembly/network) and its plain
 * JavaScript form (src/engine/javascript). All arguments are byte addresses and counts.
 */
export interface Kernels {
  /** Runs `count` images of the batch through all layers. */
  forward(plan: number, images: number, batch: number, count: number): void;
  /** Costs, largest outputs and, when training, ∂loss/∂z of the last layer; needs forward. */
  outputError(plan: number, images: number, batch: number, count: number, smoothing: number): void;
  /** Gradients of all parameters; needs outputError. */
  backward(plan: number, images: number, batch: number, count: number): void;
  /** One update of all parameters; needs backward. */
  update(plan: number, update: number): void;
  /** The engine's own exponential, logarithm and hyperbolic tangent, float32 in and out. */
  expOf(x: number): number;
  logOf(x: number): number;
  tanhOf(x: number): number;
}
