import { open } from 'node:fs/promises';
import { SimulatorError } from '../domain/errors.ts';
import { strokesToPixels } from '../domain/preprocess.ts';
import { IMAGE_PIXELS } from '../domain/rasterize.ts';
import { concatImages, imageCount, SparseImagesBuilder, type SparseImages } from '../domain/sparse-images.ts';
import { gunzip } from '../formats/gzip.ts';
import { labelledImages, readIdxImages, readIdxLabels } from '../formats/idx.ts';
import { readUnipen, type LabelledDrawing } from '../formats/unipen.ts';
import { required, text, type OptionValues } from './options.ts';

/** Twenty times MNIST, packed or unpacked. */
const MAX_FILE_BYTES = 2 ** 30;

/** The options that name data, for every program that reads labelled digits. */
export const DATA_OPTIONS = {
  images: text('FILE', 'images to read: IDX, gzipped or not'),
  labels: text('FILE', 'their labels: IDX, gzipped or not'),
  strokes: text('FILE', 'pen strokes to read, instead or as well: UNIPEN, gzipped or not'),
};

/** Reads all digits that the options name: images first, pen strokes after them. Throws SimulatorError if there are none. */
export async function readDigits({ images, labels, strokes }: OptionValues<typeof DATA_OPTIONS>): Promise<SparseImages> {
  const sets: SparseImages[] = [];
  if (images !== undefined || labels !== undefined || strokes === undefined) {
    const imagesPath = required(images, '--images FILE with --labels FILE, or --strokes FILE');
    sets.push(await readIdxFiles(imagesPath, required(labels, '--labels FILE with --images FILE')));
  }
  if (strokes !== undefined) sets.push(paintDrawings(await readStrokesFile(strokes)));
  const digits = sets.length === 1 ? sets[0]! : concatImages(sets);
  if (imageCount(digits) === 0) throw new SimulatorError('mismatch', `${images}: got 0 images, expected at least 1`);
  return digits;
}

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
  return inFile(path, async () => parse(await gunzip(await readBytes(path), MAX_FILE_BYTES)));
}

async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > MAX_FILE_BYTES)
      throw new SimulatorError('out-of-range', `got ${size} bytes, expected at most ${MAX_FILE_BYTES}`);
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}

const ACCESS_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'got nothing of that name, expected a file',
  ENOTDIR: 'got nothing of that name, expected a file',
  EISDIR: 'got a folder, expected a file',
  EACCES: 'got no permission, expected access to the file',
  EPERM: 'got no permission, expected access to the file',
};

/** Does something with a file, and puts the file's name in front of what it complains about. */
export async function inFile<T>(path: string, act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof SimulatorError) throw new SimulatorError(error.code, `${path}: ${error.message}`, { cause: error });
    const problem = ACCESS_PROBLEMS[(error as NodeJS.ErrnoException).code ?? ''];
    throw problem ? new SimulatorError('missing', `${path}: ${problem}`, { cause: error }) : error;
  }
}
