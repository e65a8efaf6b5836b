import { loadBinary } from '../../../src/app/engine-binaries.ts';
import { describeNetwork } from '../../../src/domain/network.ts';
import { createEngine } from '../../../src/engine/create.ts';
import type { EngineKind } from '../../../src/engine/engine.ts';
import { floatsOf } from '../../../src/engine/memory.ts';
import { packWeights } from '../../../src/engine/panels.ts';
import { oneByOne, type Step } from './contender.ts';
import { checkProduct, matmulData } from './matmul.ts';

/**
 * One dense product on the kernels of an engine, in its arena: the left factor lies where indices of pixels would, the product where
 * targets would, for an engine's own dense rows are those of a micro-batch. The weights are packed beforehand, as they always are.
 */
export async function ourProduct(kind: EngineKind, rows: number): Promise<Step> {
  const { inner, columns, a, b } = matmulData(rows);
  const network = describeNetwork({ sizes: [inner, columns] });
  const capacity = {
    network,
    maxBatchSize: 1,
    maxImages: rows,
    maxEntries: 2 * rows * inner,
    training: false,
    softTargets: true,
  };
  const { kernels, memory, layout } = await createEngine(kind, capacity, loadBinary);
  const { pixelIndex: left, targets: target } = layout.images;
  const { weight } = layout.layers[0]!;
  const weights = Float32Array.from(b, (_, n) => b[(n % inner) * columns + Math.floor(n / inner)]!);
  floatsOf(memory, left).set(a);
  packWeights(weights, columns, inner, floatsOf(memory, weight));
  const product = floatsOf(memory, target!);
  const step: Step = {
    images: rows,
    enter: () => undefined,
    run: oneByOne(() => {
      kernels.multiply(left.ptr, inner, rows, inner, weight.ptr, columns, target!.ptr);
      return product[0]!;
    }),
  };
  await step.run(1);
  checkProduct(rows, product, kind);
  return step;
}
