import { RandomState } from './random';

// Two random smooth functions at once, the displacement in x and the one in y; see src/domain/augment/smooth-field.ts.
//
// Every number drawn is a whole multiple of 2⁻³¹, and smoothing weighs with sixteenths: all sums before the one division are exact
// in float64, so their order and scale are free. Here numbers are whole, and the weights 1 4 6 4 1 are four sums of neighbours.

/** Nodes a side, with the values between which a field is bilinear. */
export const FIELD_NODES: i32 = 8;
/** Nodes a side before smoothing. */
const ROUGH_NODES: i32 = 12;
/** Bytes from a node to the next: x and y, f64 each. */
export const NODE_BYTES: usize = 16;
export const NODE_ROW: usize = 8 * NODE_BYTES;
const ROUGH_ROW: usize = 12 * NODE_BYTES;

/** Room for rough [12, 12, 2], half [8, 12, 2] and nodes [8, 8, 2] of f64. */
export const ROUGH_BYTES: usize = 12 * ROUGH_ROW;
export const HALF_BYTES: usize = 8 * ROUGH_ROW;
export const NODES_BYTES: usize = 8 * NODE_ROW;

/** The deviation of a smoothed node, times 16² for the weights' sums and 2³¹ for the whole numbers. */
const DEVIATION: f64 = (70.0 / 256.0) * 0.5773502691896258 * 256.0 * 2147483648.0;

/** Draws both fields. Shapes  rough, half, nodes as above, row by row */
export function drawFields(randomPtr: usize, roughPtr: usize, halfPtr: usize, nodesPtr: usize): void {
  drawRough(randomPtr, roughPtr);
  drawRough(randomPtr, roughPtr + 8);
  for (let column: usize = 0; column < ROUGH_ROW; column += NODE_BYTES) {
    smoothLine(roughPtr + column, ROUGH_ROW, halfPtr + column, ROUGH_ROW);
  }
  for (let row: usize = 0; row < <usize>FIELD_NODES; row++) {
    smoothLine(halfPtr + row * ROUGH_ROW, NODE_BYTES, nodesPtr + row * NODE_ROW, NODE_BYTES);
  }
  const endPtr = nodesPtr + NODES_BYTES;
  for (; nodesPtr < endPtr; nodesPtr += 16) {
    if (ASC_FEATURE_SIMD) v128.store(nodesPtr, f64x2.div(v128.load(nodesPtr), f64x2.splat(DEVIATION)));
    else {
      store<f64>(nodesPtr, load<f64>(nodesPtr) / DEVIATION);
      store<f64>(nodesPtr, load<f64>(nodesPtr, 8) / DEVIATION, 8);
    }
  }
}

/** 144 whole numbers in ±2³¹ into every second place. */
function drawRough(randomPtr: usize, toPtr: usize): void {
  const state = changetype<RandomState>(randomPtr);
  let a = state.a;
  let b = state.b;
  let c = state.c;
  let counter = state.counter;
  const endPtr = toPtr + ROUGH_BYTES;
  for (; toPtr < endPtr; toPtr += NODE_BYTES) {
    const sum = a + b + counter;
    counter++;
    a = b ^ (b >>> 9);
    b = c + (c << 3);
    c = rotl(c, 21) + sum;
    store<f64>(toPtr, <f64>(sum ^ i32.MIN_VALUE));
  }
  state.a = a;
  state.b = b;
  state.c = c;
  state.counter = counter;
}

/** Twelve nodes of a line become eight, each 256ths … sixteen times too large. */
function smoothLine(fromPtr: usize, fromStride: usize, toPtr: usize, toStride: usize): void {
  if (ASC_FEATURE_SIMD) {
    let x = f64x2.splat(0);
    let pair = f64x2.splat(0);
    let three = f64x2.splat(0);
    let four = f64x2.splat(0);
    for (let n = 0; n < ROUGH_NODES; n++) {
      const next = v128.load(fromPtr);
      const nextPair = f64x2.add(x, next);
      const nextThree = f64x2.add(pair, nextPair);
      const nextFour = f64x2.add(three, nextThree);
      // The first four are not yet sums of five nodes, and the fifth takes their place.
      v128.store(toPtr, f64x2.add(four, nextFour));
      x = next;
      pair = nextPair;
      three = nextThree;
      four = nextFour;
      fromPtr += fromStride;
      toPtr += n < 4 ? 0 : toStride;
    }
  } else {
    smoothLinePlain(fromPtr, fromStride, toPtr, toStride);
    smoothLinePlain(fromPtr + 8, fromStride, toPtr + 8, toStride);
  }
}

function smoothLinePlain(fromPtr: usize, fromStride: usize, toPtr: usize, toStride: usize): void {
  let x: f64 = 0;
  let pair: f64 = 0;
  let three: f64 = 0;
  let four: f64 = 0;
  for (let n = 0; n < ROUGH_NODES; n++) {
    const next = load<f64>(fromPtr);
    const nextPair = x + next;
    const nextThree = pair + nextPair;
    const nextFour = three + nextThree;
    store<f64>(toPtr, four + nextFour);
    x = next;
    pair = nextPair;
    three = nextThree;
    four = nextFour;
    fromPtr += fromStride;
    toPtr += n < 4 ? 0 : toStride;
  }
}
