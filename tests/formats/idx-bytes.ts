/** The bytes of an IDX file of unsigned bytes with these dimensions, as MNIST has them. */
export function idxBytes(dimensions: readonly number[], body: Uint8Array, type = 0x08): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(4 + 4 * dimensions.length + body.length);
  const view = new DataView(file.buffer);
  view.setUint32(0, (type << 8) | dimensions.length);
  dimensions.forEach((size, index) => view.setUint32(4 + 4 * index, size));
  file.set(body, 4 + 4 * dimensions.length);
  return file;
}
