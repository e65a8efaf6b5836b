/**
 * Turns a batch of sparse images into lists per pixel, images in batch order: a counting sort.
 *
 * Shapes   batch u32 [B]   starts u32 [count + 1]   pixelIndex u16, pixelValue u8 [entries]
 *          listStarts u32 [I + 1]   listImage u16 (place in the batch), listValue u8 [entries of the batch]
 */
export function listByPixel(
  batchPtr: usize,
  B: i32,
  startsPtr: usize,
  pixelIndexPtr: usize,
  pixelValuePtr: usize,
  I: i32,
  listStartsPtr: usize,
  listImagePtr: usize,
  listValuePtr: usize,
): void {
  memory.fill(listStartsPtr, 0, (<usize>(I + 1)) << 2);
  for (let b = 0; b < B; b++) {
    const image = <usize>load<u32>(batchPtr + ((<usize>b) << 2));
    const end = <usize>load<u32>(startsPtr + (image << 2), 4);
    for (let e = <usize>load<u32>(startsPtr + (image << 2)); e < end; e++) {
      const countPtr = listStartsPtr + ((<usize>load<u16>(pixelIndexPtr + (e << 1))) << 2);
      store<u32>(countPtr, load<u32>(countPtr) + 1);
    }
  }
  // Counts become the first place of each list …
  let first: u32 = 0;
  for (let i = 0; i <= I; i++) {
    const startPtr = listStartsPtr + ((<usize>i) << 2);
    const count = load<u32>(startPtr);
    store<u32>(startPtr, first);
    first += count;
  }
  // … which moves to the list's end while it fills, that is, to the start of the next one …
  for (let b = 0; b < B; b++) {
    const image = <usize>load<u32>(batchPtr + ((<usize>b) << 2));
    const end = <usize>load<u32>(startsPtr + (image << 2), 4);
    for (let e = <usize>load<u32>(startsPtr + (image << 2)); e < end; e++) {
      const startPtr = listStartsPtr + ((<usize>load<u16>(pixelIndexPtr + (e << 1))) << 2);
      const place = <usize>load<u32>(startPtr);
      store<u16>(listImagePtr + (place << 1), <u16>b);
      store<u8>(listValuePtr + place, load<u8>(pixelValuePtr + e));
      store<u32>(startPtr, <u32>place + 1);
    }
  }
  // … so the starts shift back by one.
  for (let i = I; i > 0; i--) store<u32>(listStartsPtr + ((<usize>i) << 2), load<u32>(listStartsPtr + ((<usize>(i - 1)) << 2)));
  store<u32>(listStartsPtr, 0);
}
