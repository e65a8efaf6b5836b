// One thread's working memory for augment: AUGMENTATION_SCRATCH_BYTES of src/engine/augmentation.ts, in this order.
//
//   random    u32 [4]          the generator's state
//   numbers   [8, 2]           random numbers of one image, every second place; u64 as drawn, then f64 from −1 to 1
//   warp                       see Warp
//   lanes                      see warp-cells.ts
//   rough     u64 [12, 12, 2]  random nodes for the displacement in x and in y
//   half      u64 [8, 12, 2]   the same, smoothed downwards
//   nodes     f64 [8, 8, 2]    the same, smoothed, in standard deviations
//   quads     u8 [32, 32, 2]   the source image, see quads.ts
//   warped    u8 [32, 32]      the image before its pen is changed, two empty pixels around
//   orders    u64 [256]        see compress.ts
//
// When the nodes are smooth, the rough ones make room:
//
//   grid      i32 [8, 8, 2]    the source's places under the nodes
//   masks     u32 [32]         where the source has ink
//   cells     u32 [56]         the cells that meet ink
//   tile      u8 [4, 4, 4]     the quads of one cell
//   pixels    u8 [28, 28]      the varied image; by then the other three are no longer needed either

export const NUMBERS: usize = 16;
export const WARP: usize = 144;
export const LANES: usize = 208;
export const ROUGH: usize = 256;
export const HALF: usize = 2560;
export const NODES: usize = 4096;
export const QUADS: usize = 5120;
export const WARPED: usize = 7168;
export const ORDERS: usize = 8192;
/** Quads and warped image, which must be empty before each image. */
export const IMAGES_BYTES: usize = 3072;

export const GRID: usize = ROUGH;
export const MASKS: usize = ROUGH + 512;
export const CELL_LIST: usize = ROUGH + 640;
export const TILE: usize = ROUGH + 896;
export const PIXELS: usize = ROUGH;
