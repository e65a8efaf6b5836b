/** A safetensors file put together by hand, so that every part of it can be wrong. */
export function safetensorsBytes(
  header: unknown,
  data: Uint8Array | number = 0,
  headerLength?: bigint | number,
): Uint8Array<ArrayBuffer> {
  const json =
    header instanceof Uint8Array
      ? header
      : new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const body = typeof data === 'number' ? new Uint8Array(data) : data;
  const file = new Uint8Array(8 + json.length + body.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength ?? json.length), true);
  file.set(json, 8);
  file.set(body, 8 + json.length);
  return file;
}
