import { backwardBlock } from './backward';
import { BLOCK, forwardBlock } from './forward';
import { outputBlock } from './output';
import { Images, Plan, Scratch } from './plan';

// What a thread does with its share of a batch, the images at the places [from, to). Threads share out images and need nothing of
// each other until all have come back.

/** Runs one image of a data set through all layers; its pre-activations stay in the first rows of the scratch. */
export function look(planPtr: usize, imagesPtr: usize, batchPtr: usize, scratchPtr: usize): void {
  forwardBlock(changetype<Plan>(planPtr), changetype<Images>(imagesPtr), batchPtr, 0, 1, changetype<Scratch>(scratchPtr));
}

/**
 * Runs images forward, compares the outputs with what was wanted and, unless B is 0, takes the error back through all layers.
 *
 * Shapes   batch u32 [≥ to], numbers of images
 * B is the size of the whole batch, of which loss is the mean; these images may be a micro-batch of it.
 */
export function pass(
  planPtr: usize,
  imagesPtr: usize,
  batchPtr: usize,
  B: i32,
  from: i32,
  to: i32,
  smoothing: f32,
  scratchPtr: usize,
): void {
  const plan = changetype<Plan>(planPtr);
  const images = changetype<Images>(imagesPtr);
  const scratch = changetype<Scratch>(scratchPtr);
  for (; from < to; from += BLOCK) {
    const end = min(to, from + BLOCK);
    forwardBlock(plan, images, batchPtr, from, end, scratch);
    outputBlock(plan, images, batchPtr, B, from, end, smoothing, scratch);
    if (B) backwardBlock(plan, from, end);
  }
}
