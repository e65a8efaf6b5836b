// Two random smooth functions at once, the displacement in x and the one in y; see src/domain/augment/smooth-field.ts.
//
// Every number that a rough node can have is a whole multiple of 2⁻³¹, and smoothing weighs with sixteenths: all of its sums are
// exact in float64. So here they are sums of whole numbers, of which only the last division rounds, and the weights 1 4 6 4 1 are
// four times the sum of two neighbours.

/** Nodes a side, with the values between which a field is bilinear. */
export const FIELD_NODES: i32 = 8;
/** Bytes from a node to the next: x and y. */
export const NODE_BYTES: usize = 16;
export const NODE_ROW: usize = 8 * NODE_BYTES;
/** Nodes a side before smoothing. */
const ROUGH_NODES: i32 = 12;
const ROUGH_ROW: usize = 12 * NODE_BYTES;
export const ROUGH_COUNT: i32 = 144;

/** What all weights, 16², make of the number 2³¹ that stands for zero. */
const ZERO: u64 = 1 << 39;
/** The deviation of a smoothed node in these numbers. */
const DEVIATION: f64 = (70.0 / 256.0) * 0.5773502691896258 * <f64>ZERO;
/** A float64 whose last bits count ones, so that its bits and a whole number add up to the float64 of both. */
const WHOLE: f64 = 1.5 * 4503599627370496.0;

/** Smooths both fields. Shapes  rough u64 [12, 12, 2], half u64 [8, 12, 2], nodes f64 [8, 8, 2] */
export function smoothFields(roughPtr: usize, halfPtr: usize, nodesPtr: usize): void {
  smoothLines(roughPtr, NODE_BYTES, halfPtr, NODE_BYTES, ROUGH_NODES, ROUGH_ROW);
  smoothLines(halfPtr, ROUGH_ROW, nodesPtr, NODE_ROW, FIELD_NODES, NODE_BYTES);
  const endPtr = nodesPtr + <usize>FIELD_NODES * NODE_ROW;
  if (ASC_FEATURE_SIMD) {
    for (; nodesPtr < endPtr; nodesPtr += 16) {
      const sum = i64x2.add(v128.load(nodesPtr), f64x2.splat(WHOLE));
      v128.store(nodesPtr, f64x2.div(f64x2.sub(sum, f64x2.splat(WHOLE + <f64>ZERO)), f64x2.splat(DEVIATION)));
    }
  } else {
    for (; nodesPtr < endPtr; nodesPtr += 8) {
      store<f64>(nodesPtr, <f64>(<i64>(load<u64>(nodesPtr) - ZERO)) / DEVIATION);
    }
  }
}

/** Smooths lines `fromStep` bytes apart whose nodes are `stride` bytes apart: of twelve nodes eight remain. */
function smoothLines(fromPtr: usize, fromStep: usize, toPtr: usize, toStep: usize, lines: i32, stride: usize): void {
  for (; lines > 0; lines--, fromPtr += fromStep, toPtr += toStep) smoothLine(fromPtr, toPtr, stride);
}

function smoothLine(fromPtr: usize, toPtr: usize, stride: usize): void {
  if (ASC_FEATURE_SIMD) {
    let one = i64x2.splat(0);
    let two = i64x2.splat(0);
    let three = i64x2.splat(0);
    let four = i64x2.splat(0);
    for (let n = 0; n < ROUGH_NODES; n++, fromPtr += stride) {
      const nextOne = v128.load(fromPtr);
      const nextTwo = i64x2.add(one, nextOne);
      const nextThree = i64x2.add(two, nextTwo);
      const nextFour = i64x2.add(three, nextThree);
      // What is written before five nodes have come is overwritten.
      v128.store(toPtr, i64x2.add(four, nextFour));
      one = nextOne;
      two = nextTwo;
      three = nextThree;
      four = nextFour;
      toPtr += n < 4 ? 0 : stride;
    }
  } else {
    smoothLinePlain(fromPtr, toPtr, stride);
    smoothLinePlain(fromPtr + 8, toPtr + 8, stride);
  }
}

function smoothLinePlain(fromPtr: usize, toPtr: usize, stride: usize): void {
  let one: u64 = 0;
  let two: u64 = 0;
  let three: u64 = 0;
  let four: u64 = 0;
  for (let n = 0; n < ROUGH_NODES; n++, fromPtr += stride) {
    const nextOne = load<u64>(fromPtr);
    const nextTwo = one + nextOne;
    const nextThree = two + nextTwo;
    const nextFour = three + nextThree;
    store<u64>(toPtr, four + nextFour);
    one = nextOne;
    two = nextTwo;
    three = nextThree;
    four = nextFour;
    toPtr += n < 4 ? 0 : stride;
  }
}
