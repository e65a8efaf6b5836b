import { loadBinary } from '../../../src/app/engine-binaries.ts';
import { describeNetwork } from '../../../src/domain/network.ts';
import { createEngine } from '../../../src/engine/create.ts';
import type { EngineKind } from '../../../src/engine/engine.ts';
import { floatsOf } from '../../../src/engine/memory.ts';
import { packWeights } from '../../../src/engine/panels.ts';
import { oneByOne, type Step } from './contender.ts';
import { checkProduct, matmulData } from './matmul.ts';

/**
 * One dense product on the kernels of an engine, where its own products happen: dense images times the weights of a layer give the
 * activations. The weights are packed beforehand, as an engine always has them.
 */
export async function ourProduct(kind: EngineKind, rows: number): Promise<Step> {
  const { inner, columns, a, b } = matmulData(rows);
  const network = describeNetwork({ sizes: [inner, columns] });
  const capacity = { network, maxBatchSize: rows, maxImages: 1, maxEntries: inner, training: false };
  const { kernels, memory, layout } = await createEngine(kind, capacity, loadBinary);
  const [left, { weight, activation }] = [layout.images.dense, layout.layers[0]!];
  if (!left) throw new Error('got an engine without dense images, expected one for data without a zero');
  const weights = Float32Array.from(b, (_, n) => b[(n % inner) * columns + Math.floor(n / inner)]!);
  floatsOf(memory, left).set(a);
  packWeights(weights, columns, inner, floatsOf(memory, weight));
  const product = floatsOf(memory, activation);
  const step: Step = {
    images: rows,
    enter: () => undefined,
    run: oneByOne(() => {
      kernels.multiply(left.ptr, inner, rows, inner, weight.ptr, columns, activation.ptr);
      return product[0]!;
    }),
  };
  await step.run(1);
  checkProduct(rows, product, kind);
  return step;
}
