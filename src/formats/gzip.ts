import { errorMessage, SimulatorError } from '../domain/errors.ts';

/** The most that deflate can pack into one byte. Source zlib, "Maximum Compression Factor". */
const MAX_DEFLATE_RATIO = 1032;

/** Ten bytes of header and eight of trailer (RFC 1952 §2.3). */
const MIN_GZIP_BYTES = 18;

/** Whether the bytes open with the magic number of gzip. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks gzip; bytes that are not gzip come back as they are.
 *
 * Holds to one file of one member, as browsers do. Memory is taken once, for the size that the trailer declares; unpacking stops
 * as soon as more than that comes out. Throws SimulatorError 'malformed' for truncated or damaged data, 'out-of-range' where
 * more than `maxBytes` would come out.
 */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces = unpacking(bytes, maxBytes);
  for (;;) {
    const piece = await pieces.next();
    if (piece.done) return piece.value;
  }
}

/** Unpacks as `gunzip` does and yields how many bytes of how many have come out; whoever stops iterating has cancelled. */
export async function* unpacking(
  bytes: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): AsyncGenerator<{ readonly done: number; readonly total: number }, Uint8Array<ArrayBuffer>, void> {
  if (!isGzip(bytes)) {
    if (bytes.length > maxBytes) {
      throw new SimulatorError('out-of-range', `got ${bytes.length} bytes, expected at most ${maxBytes}`);
    }
    return bytes;
  }
  const unpacked = new Uint8Array(declaredSize(bytes, maxBytes));
  let filled = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (filled + value.length > unpacked.length) throw wrongSize(`more than ${unpacked.length}`, unpacked.length);
      unpacked.set(value, filled);
      filled += value.length;
      yield { done: filled, total: unpacked.length };
    }
  } catch (error) {
    if (error instanceof SimulatorError) throw error;
    throw new SimulatorError('malformed', `gzip data is truncated or damaged (${errorMessage(error)})`, { cause: error });
  } finally {
    reader.cancel().catch(() => undefined); // the stream has ended, has already failed, or is no longer wanted
  }
  if (filled !== unpacked.length) throw wrongSize(String(filled), unpacked.length);
  return unpacked;
}

/** How many bytes gzip's last four say that come out: fast to look at, and to be believed only once they have. */
export function sizeInTrailer(trailer: Uint8Array): number {
  return new DataView(trailer.buffer, trailer.byteOffset).getUint32(trailer.length - 4, true);
}

/** The size in the last four bytes, if it can be true. */
function declaredSize(bytes: Uint8Array, maxBytes: number): number {
  if (bytes.length < MIN_GZIP_BYTES) {
    throw new SimulatorError(
      'malformed',
      `gzip data is truncated: got ${bytes.length} bytes, expected at least ${MIN_GZIP_BYTES}`,
    );
  }
  const declared = sizeInTrailer(bytes);
  if (declared > bytes.length * MAX_DEFLATE_RATIO) {
    throw new SimulatorError(
      'malformed',
      `gzip data is truncated or damaged: its trailer declares ${declared} bytes, more than its ${bytes.length} bytes can hold`,
    );
  }
  if (declared > maxBytes) {
    throw new SimulatorError(
      'out-of-range',
      `gzip data is too large, or truncated: got ${declared} unpacked bytes by its trailer, expected at most ${maxBytes}`,
    );
  }
  return declared;
}

function wrongSize(found: string, declared: number): SimulatorError {
  return new SimulatorError(
    'malformed',
    `gzip data is truncated or damaged: got ${found} unpacked bytes, expected the ${declared} that its trailer declares`,
  );
}
