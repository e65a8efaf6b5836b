import { Random } from '../../../src/domain/random.ts';

/** The factors of one dense product, the first layer's: a [rows, inner] · b [inner, columns]. */
export interface MatmulData {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly a: Float32Array;
  readonly b: Float32Array;
}

/** Random numbers in ±1, none of them 0. */
export function matmulData(rows: number): MatmulData {
  const [inner, columns] = [784, 128];
  const random = new Random(rows);
  const numbers = (count: number) => Float32Array.from({ length: count }, () => random.between(-1, 1) || 1);
  return { rows, inner, columns, a: numbers(rows * inner), b: numbers(inner * columns) };
}
