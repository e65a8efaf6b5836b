import { Random } from '../../../src/domain/random.ts';
import { multiplyPlainly, type ProductShape } from '../../../src/domain/textbook-product.ts';

/** The factors of one dense product, the first layer's: a [rows, inner] · b [inner, columns]. */
export interface MatmulData extends ProductShape {
  readonly a: Float32Array;
  readonly b: Float32Array;
}

/** Sums of 784 products of numbers in ±1 differ by less than this, however they are rounded. */
const TOLERANCE = 1e-3;

const made = new Map<number, { readonly data: MatmulData; readonly product: Float32Array }>();

/** Random numbers in ±1, none of them 0; the same for everybody. */
export function matmulData(rows: number): MatmulData {
  return factors(rows).data;
}

/** Throws Error for a product of `matmulData(rows)` that is not the textbook's. */
export function checkProduct(rows: number, product: Float32Array, name: string): void {
  const expected = factors(rows).product;
  const difference = expected.reduce((most, value, n) => Math.max(most, Math.abs(value - product[n]!)), 0);
  if (product.length !== expected.length || !(difference <= TOLERANCE)) {
    throw new Error(`got a product that differs by ${difference}, expected at most ${TOLERANCE}, ${name}`);
  }
}

function factors(rows: number) {
  const present = made.get(rows);
  if (present) return present;
  const [inner, columns] = [784, 128];
  const random = new Random(rows);
  const numbers = (count: number) => Float32Array.from({ length: count }, () => random.between(-1, 1) || 1);
  const data = { rows, inner, columns, a: numbers(rows * inner), b: numbers(inner * columns) };
  const product = new Float32Array(rows * columns);
  multiplyPlainly(data, data.a, data.b, product);
  made.set(rows, { data, product });
  return { data, product };
}
