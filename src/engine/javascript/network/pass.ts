import { BLOCK } from '../../layout.ts';
import type { Memory } from '../../memory.ts';
import { backwardBlock } from './backward.ts';
import { forwardBlock } from './forward.ts';
import { outputBlock } from './output.ts';
import type { Images, Plan, Scratch } from './plan.ts';

/** Forward, costs and, unless B is 0, the error back through all layers, block by block; see assembly/network/pass.ts. */
export function pass(
  memory: Memory,
  plan: Plan,
  images: Images,
  batch: number,
  B: number,
  from: number,
  to: number,
  smoothing: number,
  scratch: Scratch,
): void {
  for (let first = from; first < to; first += BLOCK) {
    const end = Math.min(to, first + BLOCK);
    forwardBlock(memory, plan, images, batch, first, end, scratch);
    outputBlock(memory, plan, images, batch, B, first, end, smoothing, scratch);
    if (B) backwardBlock(memory.f32, plan, first, end);
  }
}
