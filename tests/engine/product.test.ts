import { expect, it } from 'vitest';
import { Random } from '../../src/domain/random.ts';
import { multiplyPlainly } from '../../src/domain/textbook-product.ts';
import { EXACT_ENGINE_KINDS } from '../../src/engine/engine.ts';
import { KernelProduct } from '../../src/engine/product.ts';
import { loadBinary } from './engines.ts';

const SIZES = [1, 2, 3, 4, 5, 7, 8, 31, 32, 33, 36, 65];

it.each(EXACT_ENGINE_KINDS)('%s multiplies matrices of any shape', async (kind) => {
  for (const [n, rows] of SIZES.entries()) {
    const shape = { rows, inner: SIZES[(n + 5) % SIZES.length]!, columns: SIZES[(n + 3) % SIZES.length]! };
    const random = new Random(rows);
    const numbers = (count: number) => Float32Array.from({ length: count }, () => random.between(-1, 1));
    const [a, b] = [numbers(shape.rows * shape.inner), numbers(shape.inner * shape.columns)];
    const expected = new Float32Array(shape.rows * shape.columns);
    multiplyPlainly(shape, a, b, expected);
    const product = await KernelProduct.make(kind, shape, loadBinary);
    product.setLeft(a);
    product.setRight(b);
    product.multiply();
    const found = new Float32Array(expected.length);
    product.readProduct(found);
    // At most 65 products of numbers below 1, each rounded to 24 bits before its sum, and the sums as well.
    for (const [place, value] of found.entries()) expect(Math.abs(value - expected[place]!)).toBeLessThan(65 * 2 ** -22);
    // Again, with other factors: nothing of the first ones is left.
    product.setRight(new Float32Array(b.length));
    product.multiply();
    product.readProduct(found);
    expect(found.every((value) => value === 0)).toBe(true);
  }
});
