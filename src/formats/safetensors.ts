import { errorMessage, SimulatorError } from '../domain/errors.ts';
import { duplicateKey } from './json-keys.ts';

/** Bytes of one element of each type that the format knows. */
const ELEMENT_BYTES = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
} as const;

export type Dtype = keyof typeof ELEMENT_BYTES;

/** One tensor, row-major, little-endian. */
export interface Tensor {
  readonly dtype: Dtype;
  /** [] is one number. */
  readonly shape: readonly number[];
  /** Exactly as many as dtype and shape ask for. */
  readonly bytes: Uint8Array;
}

/** What a safetensors file holds. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

const LENGTH_BYTES = 8;
/** The limit of the reference implementation. */
const MAX_HEADER_BYTES = 100_000_000;
const METADATA_KEY = '__metadata__';

/**
 * Reads a safetensors file; the tensors are views on `file`.
 *
 * As strict as the reference implementation: tensors must tile the data without overlap, hole or rest, and no key may come
 * twice. Throws SimulatorError 'malformed'. Source https://github.com/huggingface/safetensors, format.
 */
export function readSafetensors(file: Uint8Array): Safetensors {
  const headerBytes = readHeaderLength(file);
  const header = parseHeader(file.subarray(LENGTH_BYTES, LENGTH_BYTES + headerBytes));
  const data = file.subarray(LENGTH_BYTES + headerBytes);
  const tensors = new Map<string, Tensor>();
  const ranges: TensorRange[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA_KEY) {
      metadata = readMetadata(value);
      continue;
    }
    const { dtype, shape, from, to } = readTensorInfo(value, name, data.length);
    tensors.set(name, { dtype, shape, bytes: data.subarray(from, to) });
    ranges.push({ name, from, to });
  }
  checkTiling(ranges, data.length);
  return { tensors, metadata };
}

interface TensorRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

function readHeaderLength(file: Uint8Array): number {
  if (file.length < LENGTH_BYTES) {
    throw malformed(`truncated: got ${file.length} bytes, expected at least ${LENGTH_BYTES}`);
  }
  const length = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES) {
    throw malformed(`got a header of ${length} bytes, expected at most ${MAX_HEADER_BYTES}, start of the file`);
  }
  if (length > file.length - LENGTH_BYTES) {
    throw malformed(`truncated: got ${file.length - LENGTH_BYTES} bytes after the length, expected a header of ${length}`);
  }
  return Number(length);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  if (bytes[0] !== 0x7b) {
    throw malformed(`got byte ${bytes[0] ?? 'none'}, expected "{", start of the header`);
  }
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    header = JSON.parse(text);
  } catch (error) {
    throw new SimulatorError('malformed', `got a header that is no JSON (${errorMessage(error)}), safetensors`, {
      cause: error,
    });
  }
  const duplicate = duplicateKey(text);
  if (duplicate !== undefined) throw malformed(`got key ${JSON.stringify(duplicate)} twice, expected it once, header`);
  return header as Record<string, unknown>;
}

function readMetadata(value: unknown): Record<string, string> {
  if (!isObject(value)) throw malformed(`got ${kindOf(value)}, expected an object of strings, ${METADATA_KEY}`);
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry !== 'string') {
      throw malformed(`got ${kindOf(entry)}, expected a string, ${METADATA_KEY} ${JSON.stringify(key)}`);
    }
  }
  return value as Record<string, string>;
}

function readTensorInfo(value: unknown, name: string, dataBytes: number) {
  const where = `tensor ${name}`;
  if (!isObject(value)) throw malformed(`got ${kindOf(value)}, expected an object, ${where}`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !Object.hasOwn(ELEMENT_BYTES, dtype)) {
    throw malformed(
      `got dtype ${typeof dtype === 'string' ? dtype.slice(0, 40) : kindOf(dtype)}, expected one of ${Object.keys(ELEMENT_BYTES).join(' ')}, ${where}`,
    );
  }
  if (!isSizes(shape)) throw malformed(`got no list of whole numbers as shape, ${where}`);
  if (!isSizes(offsets) || offsets.length !== 2) throw malformed(`got no pair of whole numbers as data_offsets, ${where}`);
  const [from, to] = offsets as [number, number];
  if (from > to || to > dataBytes) {
    throw malformed(`got data_offsets ${from} to ${to}, expected them to ascend within ${dataBytes} bytes of data, ${where}`);
  }
  // Not beyond 2⁵³: a product that rounds could otherwise happen to fit.
  const expected = shape.reduce((product, size) => product * size, ELEMENT_BYTES[dtype as Dtype]);
  if (to - from !== expected || !Number.isSafeInteger(expected)) {
    throw malformed(`got ${to - from} bytes, expected ${expected} for ${dtype} [${shape.join(', ')}], ${where}`);
  }
  return { dtype: dtype as Dtype, shape, from, to };
}

/** Every byte of the data belongs to exactly one tensor. */
function checkTiling(ranges: TensorRange[], dataBytes: number): void {
  ranges.sort((a, b) => a.from - b.from || a.to - b.to);
  let end = 0;
  for (const { name, from, to } of ranges) {
    if (from !== end) {
      const problem = from < end ? 'overlaps the tensor before it' : 'leaves a hole before it';
      throw malformed(`tensor ${name} ${problem}: got data offset ${from}, expected ${end}`);
    }
    end = to;
  }
  if (end !== dataBytes) throw malformed(`got ${dataBytes} bytes of data, expected ${end} for all tensors`);
}

/**
 * Writes a safetensors file; the same content in the same order gives the same bytes.
 *
 * Wider element types go first and the header is padded, so that every tensor lies aligned to its element type.
 */
export function writeSafetensors({ tensors, metadata }: Safetensors): Uint8Array<ArrayBuffer> {
  const ordered = [...tensors].toSorted(([, a], [, b]) => ELEMENT_BYTES[b.dtype] - ELEMENT_BYTES[a.dtype]);
  const entries: [string, unknown][] = Object.keys(metadata).length > 0 ? [[METADATA_KEY, metadata]] : [];
  let dataBytes = 0;
  for (const [name, { dtype, shape, bytes }] of ordered) {
    const expected = shape.reduce((product, size) => product * size, ELEMENT_BYTES[dtype]);
    if (bytes.length !== expected) {
      throw new SimulatorError(
        'mismatch',
        `got ${bytes.length} bytes, expected ${expected} for ${dtype} [${shape.join(', ')}], tensor ${name}`,
      );
    }
    entries.push([name, { dtype, shape, data_offsets: [dataBytes, dataBytes + bytes.length] }]);
    dataBytes += bytes.length;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(LENGTH_BYTES + headerBytes + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.set(json, LENGTH_BYTES);
  file.fill(0x20, LENGTH_BYTES + json.length, LENGTH_BYTES + headerBytes);
  let offset = LENGTH_BYTES + headerBytes;
  for (const [, { bytes }] of ordered) {
    file.set(bytes, offset);
    offset += bytes.length;
  }
  return file;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function malformed(message: string): SimulatorError {
  return new SimulatorError('malformed', `${message}, safetensors`);
}
