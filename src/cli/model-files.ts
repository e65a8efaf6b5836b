import { randomUUID } from 'node:crypto';
import { access, constants, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SimulatorError } from '../domain/errors.ts';
import { layerSizes, outFeaturesOf } from '../domain/network.ts';
import type { Model } from '../domain/parameters.ts';
import { IMAGE_PIXELS } from '../domain/rasterize.ts';
import { readModel } from '../formats/model.ts';
import { inFile, readDataFile } from './data-files.ts';

/** The digits 0 to 9. */
export const CLASSES = 10;

/** Reads a network that takes 28×28 pixels and gives ten answers. Throws SimulatorError that names the file. */
export async function readModelFile(path: string): Promise<Model> {
  const model = await readDataFile(path, readModel);
  const { network } = model;
  if (network.inFeatures !== IMAGE_PIXELS || outFeaturesOf(network) !== CLASSES) {
    const found = layerSizes(network).join(' → ');
    throw new SimulatorError('mismatch', `${path}: got a network ${found}, expected ${IMAGE_PIXELS} → … → ${CLASSES}`);
  }
  return model;
}

/** Throws SimulatorError 'missing' if a file could not be written there: better before an hour of training than after. */
export async function checkWritable(path: string): Promise<void> {
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory()) throw new SimulatorError('missing', `${path}: got a folder, expected a file to write`);
  await inFile(path, () => access(existing?.isFile() === false ? path : dirname(path), constants.W_OK));
}

/** Writes all of a file or nothing: under another name first, then in its place. */
export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const existing = await stat(path).catch(() => undefined);
  // Something like /dev/null takes the bytes and must stay what it is.
  if (existing?.isFile() === false) return writeFile(path, bytes);
  const draft = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(draft, bytes);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
