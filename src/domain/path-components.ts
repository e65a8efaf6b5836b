import { dot, lengthOf } from './parameter-vector.ts';
import { unit } from './landscape-directions.ts';

// Principal components of few points in very many dimensions: the matrix of their products is small (one row and column a point),
// and has the same eigenvalues as their covariance.

/** [n × n] symmetric: the products of all pairs. */
export function gramMatrix(points: readonly Float32Array[]): Float64Array {
  const n = points.length;
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const product = dot(points[i]!, points[j]!);
      gram[i * n + j] = product;
      gram[j * n + i] = product;
    }
  }
  return gram;
}

/** The matrix as it would be if the points' mean were zero. */
export function centredGram(gram: Float64Array): Float64Array {
  const n = Math.sqrt(gram.length);
  const means = Float64Array.from({ length: n }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < n; column++) sum += gram[row * n + column]!;
    return sum / n;
  });
  const mean = means.reduce((sum, value) => sum + value, 0) / n;
  return gram.map((value, at) => value - means[Math.floor(at / n)]! - means[at % n]! + mean);
}

/** An eigenvalue with its eigenvector of length 1. */
export interface Eigenpair {
  readonly value: number;
  /** [n] */
  readonly vector: Float64Array;
}

const SWEEPS = 60;

/** All eigenpairs of a symmetric matrix [n × n], largest value first. Source: Jacobi's rotations, Golub & Van Loan, section 8.5. */
export function eigenpairs(matrix: Float64Array): Eigenpair[] {
  const n = Math.sqrt(matrix.length);
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  const size = Math.sqrt(a.reduce((sum, value) => sum + value * value, 0));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p * n + q]! ** 2;
    if (Math.sqrt(off) <= 1e-15 * size) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  return Array.from({ length: n }, (_, column) => ({
    value: a[column * n + column]!,
    vector: Float64Array.from({ length: n }, (__, row) => v[row * n + column]!),
  })).sort((one, other) => other.value - one.value);
}

/** Makes a[p, q] zero. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const akp = a[k * n + p]!;
    const akq = a[k * n + q]!;
    a[k * n + p] = c * akp - s * akq;
    a[k * n + q] = s * akp + c * akq;
  }
  for (let k = 0; k < n; k++) {
    const apk = a[p * n + k]!;
    const aqk = a[q * n + k]!;
    a[p * n + k] = c * apk - s * aqk;
    a[q * n + k] = s * apk + c * aqk;
    const vkp = v[k * n + p]!;
    const vkq = v[k * n + q]!;
    v[k * n + p] = c * vkp - s * vkq;
    v[k * n + q] = s * vkp + c * vkq;
  }
}

/** A component with less than this share of the first one's spread is nothing but the rounding of float32 numbers. */
const TINY = 1e-10;

/**
 * The first principal components of a path, at most `most` of them, as directions of length 1, square to each other, the one with the
 * largest variance first. Fewer where the path has fewer: one for two points, none where nothing has moved.
 *
 * `points` are vectors from one and the same origin near the path, so that no digits are lost; their mean is taken away here.
 */
export function pathComponents(points: readonly Float32Array[], most: number): Float32Array[] {
  if (points.length < 2) return [];
  const pairs = eigenpairs(centredGram(gramMatrix(points))).slice(0, most);
  const largest = pairs[0]?.value ?? 0;
  return pairs
    .filter(({ value }) => value > TINY * largest && value > 0)
    .flatMap(({ vector }) => {
      const sum = new Float64Array(points[0]!.length);
      for (const [n, point] of points.entries()) {
        const share = vector[n]!;
        for (let i = 0; i < sum.length; i++) sum[i]! += share * point[i]!;
      }
      const direction = unit(Float32Array.from(sum));
      return direction ? [direction] : [];
    });
}

/** Σ ‖pᵢ − mean‖²: the variance of the points, times how many they are. */
export function spreadOf(points: readonly Float32Array[]): number {
  const [first] = points;
  if (!first) return 0;
  const sum = new Float64Array(first.length);
  for (const point of points) for (let i = 0; i < sum.length; i++) sum[i]! += point[i]!;
  const mean = Float32Array.from(sum, (value) => value / points.length);
  return points.reduce((total, point) => total + lengthOf(point.map((value, i) => value - mean[i]!)) ** 2, 0);
}
