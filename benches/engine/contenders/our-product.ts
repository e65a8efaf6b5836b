import { loadBinary } from '../../../src/app/engine-binaries.ts';
import type { EngineKind } from '../../../src/engine/engine.ts';
import { KernelProduct } from '../../../src/engine/product.ts';
import { oneByOne, type Step } from './contender.ts';
import { checkProduct, matmulData } from './matmul.ts';

/** One dense product on the kernels of an engine. Both factors lie there beforehand, the right one packed, as weights always are. */
export async function ourProduct(kind: EngineKind, rows: number): Promise<Step> {
  const data = matmulData(rows);
  const ours = await KernelProduct.make(kind, data, loadBinary);
  ours.setLeft(data.a);
  ours.setRight(data.b);
  const step: Step = {
    images: rows,
    enter: () => undefined,
    run: oneByOne(() => {
      ours.multiply();
      return 0;
    }),
  };
  await step.run(1);
  const product = new Float32Array(rows * data.columns);
  ours.readProduct(product);
  checkProduct(rows, product, kind);
  return step;
}
