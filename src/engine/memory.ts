import { GUARD_BYTE, type ArenaLayout, type Buffer } from './layout.ts';

/** The typed views on one arena; indices are byte addresses divided by the element's size. */
export interface Memory {
  readonly buffer: ArrayBufferLike;
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly f32: Float32Array;
}

/** Views on a block of memory. */
export function viewMemory(buffer: ArrayBufferLike): Memory {
  return {
    buffer,
    u8: new Uint8Array(buffer),
    u16: new Uint16Array(buffer),
    u32: new Uint32Array(buffer),
    i32: new Int32Array(buffer),
    f32: new Float32Array(buffer),
  };
}

/** The floats of a buffer, in place. */
export function floatsOf(memory: Memory, buffer: Buffer): Float32Array {
  return memory.f32.subarray(buffer.ptr >> 2, (buffer.ptr + buffer.bytes) >> 2);
}

/** Fills everything that belongs to no buffer. */
export function writeGuards(memory: Memory, layout: ArenaLayout): void {
  for (const [from, to] of gaps(layout)) memory.u8.fill(GUARD_BYTE, from, to);
}

/** The names of the buffers behind which a guard byte has changed; empty in a sound engine. */
export function brokenGuards(memory: Memory, layout: ArenaLayout): string[] {
  const names = ['the start', ...layout.buffers.map((buffer) => buffer.name)];
  return gaps(layout).flatMap(([from, to], index) =>
    memory.u8.subarray(from, to).every((byte) => byte === GUARD_BYTE) ? [] : [names[index]!],
  );
}

/** The stretches before, between and behind the buffers, in order. */
function gaps(layout: ArenaLayout): [from: number, to: number][] {
  const ends = [0, ...layout.buffers.map((buffer) => buffer.ptr + buffer.bytes)];
  const starts = [...layout.buffers.map((buffer) => buffer.ptr), layout.bytes];
  return ends.map((end, index) => [end, starts[index]!]);
}
