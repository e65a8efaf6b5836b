import { uint32 } from './random';

/**
 * Puts the numbers in random order, in place (Fisher–Yates), as Random.shuffle in src/domain does.
 *
 * Shapes   order u32 [count]   random 4 words, see RandomState
 */
export function shuffle(orderPtr: usize, count: i32, randomPtr: usize): void {
  for (let last = count - 1; last > 0; last--) {
    const lastPtr = orderPtr + ((<usize>last) << 2);
    const unit = <f64>uint32(randomPtr) * (1.0 / 4294967296.0);
    const otherPtr = orderPtr + ((<usize>(unit * <f64>(last + 1))) << 2);
    const held = load<u32>(lastPtr);
    store<u32>(lastPtr, load<u32>(otherPtr));
    store<u32>(otherPtr, held);
  }
}
