import { open } from 'node:fs/promises';
import { SimulatorError } from '../domain/errors.ts';
import { strokesToPixels } from '../domain/preprocess.ts';
import { IMAGE_PIXELS } from '../domain/rasterize.ts';
import { SparseImagesBuilder, type SparseImages } from '../domain/sparse-images.ts';
import { gunzip } from '../formats/gzip.ts';
import { labelledImages, readIdxImages, readIdxLabels } from '../formats/idx.ts';
import { readUnipen, type LabelledDrawing } from '../formats/unipen.ts';

/** Twenty times MNIST, packed or unpacked. */
const MAX_FILE_BYTES = 2 ** 30;

/** Reads a pair of IDX files, gzipped or not. Throws SimulatorError that names the file. */
export async function readIdxFiles(imagesPath: string, labelsPath: string): Promise<SparseImages> {
  const pixels = await readDataFile(imagesPath, readIdxImages);
  const labels = await readDataFile(labelsPath, readIdxLabels);
  return inFile(labelsPath, () => labelledImages(pixels, labels));
}

/** Reads a UNIPEN file, gzipped or not. Throws SimulatorError that names the file. */
export async function readStrokesFile(path: string): Promise<LabelledDrawing[]> {
  return readDataFile(path, readUnipen);
}

/** Paints drawings as the page does. `penWidth` is in pixels of 28; the page's own unless said. */
export function paintDrawings(drawings: readonly LabelledDrawing[], penWidth?: number): SparseImages {
  const builder = new SparseImagesBuilder(IMAGE_PIXELS, drawings.length);
  const pixels = new Uint8Array(IMAGE_PIXELS);
  for (const { drawing, label } of drawings) builder.add(strokesToPixels(drawing, penWidth, pixels), label);
  return builder.images();
}

/** What `parse` makes of a file's unpacked bytes. Throws SimulatorError that names the file. */
export async function readDataFile<T>(path: string, parse: (bytes: Uint8Array) => T): Promise<T> {
  const packed = await readBytes(path);
  return inFile(path, async () => parse(await gunzip(packed, MAX_FILE_BYTES)));
}

async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > MAX_FILE_BYTES) {
        throw new SimulatorError('out-of-range', `${path}: got ${size} bytes, expected at most ${MAX_FILE_BYTES}`);
      }
      return new Uint8Array(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (error) {
    throw asFileError(error, path);
  }
}

/** Puts the file's name in front of what `read` complains about. */
async function inFile<T>(path: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SimulatorError) throw new SimulatorError(error.code, `${path}: ${error.message}`, { cause: error });
    throw error;
  }
}

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'got no such file, expected a file to read',
  ENOTDIR: 'got no such file, expected a file to read',
  EISDIR: 'got a folder, expected a file',
  EACCES: 'got no permission, expected a readable file',
  EPERM: 'got no permission, expected a readable file',
};

/** The operating system's complaint about `path` in our words; anything else as it is. */
function asFileError(error: unknown, path: string): unknown {
  const problem = FILE_PROBLEMS[(error as NodeJS.ErrnoException).code ?? ''];
  return problem ? new SimulatorError('missing', `${path}: ${problem}`, { cause: error }) : error;
}
