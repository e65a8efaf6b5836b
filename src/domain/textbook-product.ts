/** The shape of one product: a [rows, inner] · b [inner, columns], row-major. */
export interface ProductShape {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

/** The product as the textbook has it; `product` [rows, columns] overlaps nothing. */
export function multiplyPlainly(
  { rows, inner, columns }: ProductShape,
  a: Float32Array,
  b: Float32Array,
  product: Float32Array,
): void {
  product.fill(0);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < inner; k++) {
      const factor = a[row * inner + k]!;
      for (let column = 0; column < columns; column++) {
        product[row * columns + column]! += factor * b[k * columns + column]!;
      }
    }
  }
}
