import type { ProductShape } from '../domain/textbook-product.ts';
import type { EngineKind } from './engine.ts';
import { javascriptKernels } from './javascript/index.ts';
import type { Kernels } from './kernels.ts';
import { LINE_BYTES, padded, PANEL } from './layout.ts';
import { viewMemory, type Memory } from './memory.ts';
import { instantiateKernels, type LoadBinary } from './wasm.ts';

/**
 * One dense product on the kernels of an engine, in memory of its own.
 *
 * The kernels compute columns in fours, and read the right factor packed in panels (assembly/kernels/panel.ts), as an engine's weights
 * always are: `setRight` packs it.
 */
export class KernelProduct {
  readonly kind: EngineKind;
  readonly shape: ProductShape;
  readonly #kernels: Kernels;
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  readonly #product: Float32Array;
  /** Columns with what fills them up to fours. */
  readonly #width: number;

  /** Takes the memory. Throws SimulatorError 'unsupported' where the kind cannot run. */
  static async make(kind: EngineKind, shape: ProductShape, loadBinary: LoadBinary): Promise<KernelProduct> {
    const { rows, inner, columns } = shape;
    const floats = [rows * inner, inner * padded(columns), rows * padded(columns)];
    const bytes = floats.reduce((sum, count) => sum + lines(count), LINE_BYTES);
    if (kind !== 'javascript') {
      const { kernels, memory } = await instantiateKernels(kind, bytes, loadBinary);
      return new KernelProduct(kind, shape, kernels, viewMemory(memory.buffer));
    }
    const memory = viewMemory(new ArrayBuffer(bytes));
    return new KernelProduct(kind, shape, javascriptKernels(memory), memory);
  }

  private constructor(kind: EngineKind, shape: ProductShape, kernels: Kernels, { buffer }: Memory) {
    const { rows, inner, columns } = shape;
    this.kind = kind;
    this.shape = shape;
    this.#kernels = kernels;
    this.#width = padded(columns);
    this.#left = new Float32Array(buffer, LINE_BYTES, rows * inner);
    this.#right = new Float32Array(buffer, LINE_BYTES + lines(rows * inner), inner * this.#width);
    this.#product = new Float32Array(buffer, this.#right.byteOffset + lines(this.#right.length), rows * this.#width);
  }

  /** Copies a [rows, inner] in. */
  setLeft(a: Float32Array): void {
    this.#left.set(a);
  }

  /** Copies b [inner, columns] in, panel by panel; what fills its rows up stays 0. */
  setRight(b: Float32Array): void {
    const { inner, columns } = this.shape;
    if (columns <= PANEL && columns === this.#width) {
      this.#right.set(b);
      return;
    }
    for (let column = 0, to = 0; column < columns; column += PANEL) {
      const width = Math.min(PANEL, this.#width - column);
      const count = Math.min(width, columns - column);
      for (let k = 0; k < inner; k++, to += width) {
        const from = k * columns + column;
        for (let n = 0; n < count; n++) this.#right[to + n] = b[from + n]!;
      }
    }
  }

  multiply(): void {
    const { rows, inner } = this.shape;
    const [left, right, product] = [this.#left.byteOffset, this.#right.byteOffset, this.#product.byteOffset];
    this.#kernels.multiply(left, inner, rows, inner, right, this.#width, product);
  }

  /** Copies the product [rows, columns] out. */
  readProduct(target: Float32Array): void {
    const { rows, columns } = this.shape;
    if (columns === this.#width) {
      target.set(this.#product);
      return;
    }
    for (let row = 0; row < rows; row++) {
      for (let n = 0; n < columns; n++) target[row * columns + n] = this.#product[row * this.#width + n]!;
    }
  }
}

/** The bytes that so many floats take, up to the next cache line. */
function lines(floats: number): number {
  return Math.ceil((floats * Float32Array.BYTES_PER_ELEMENT) / LINE_BYTES) * LINE_BYTES;
}
