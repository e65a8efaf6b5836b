import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { errorMessage, SimulatorError } from '../domain/errors.ts';
import { gunzip, isGzip } from '../formats/gzip.ts';
import { MNIST_FILES, MNIST_MIRROR, recogniseMnist, type MnistFile } from '../formats/mnist.ts';
import { writeFileAtomically } from './model-files.ts';
import { flag, helpText, parseOptions, text } from './options.ts';
import { runProgram } from './program.ts';

const SITE_FOLDER = 'public/data/mnist';

const MIRRORS = [
  MNIST_MIRROR,
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
];

const USAGE = `Puts MNIST into the site, so that the page finds it without another site's help: ${SITE_FOLDER}, which Git ignores.

  npm run data                      from public mirrors
  npm run data -- --from FOLDER     from a folder of yours: whichever of the four files are there, gzipped or not

Each file is checked by SHA-256 before it is written. MNIST is by Y. LeCun and C. Cortes, CC BY-SA 3.0.`;

const OPTIONS = {
  from: text('FOLDER', 'the folder to take the files from, instead of a mirror'),
  mirror: text('URL', 'a mirror of yours, instead of the public ones'),
  to: text('FOLDER', `where to put them; ${SITE_FOLDER} unless said`),
  help: flag('show this'),
};

/** Packed noise is a little longer than the noise. */
const PACKING_ROOM = 2 ** 16;

await runProgram('data', async (args) => {
  const options = parseOptions(OPTIONS, args);
  if (options.help) {
    process.stdout.write(helpText(USAGE, OPTIONS));
    return 0;
  }
  const to = options.to ?? SITE_FOLDER;
  await mkdir(to, { recursive: true });
  const written: string[] = [];
  for (const file of MNIST_FILES) {
    const name = `${file.name}.gz`;
    const isThere = await bytesOfFile(join(to, name))
      .then((bytes) => checked(bytes, file, name))
      .catch(() => null);
    const packed =
      isThere ??
      (await (options.from ? fromFolder(options.from, file) : fromMirrors(file, options.mirror ? [options.mirror] : MIRRORS)));
    if (!packed) {
      process.stderr.write(`data: ${file.name} is not in ${options.from}; the page does without the ${file.part}\n`);
      continue;
    }
    if (!isThere) await writeFileAtomically(join(to, name), packed);
    process.stderr.write(`data: ${join(to, name)}: ${isThere ? 'was there' : `${packed.length} bytes`}\n`);
    written.push(name);
  }
  process.stdout.write(`${JSON.stringify({ to, files: written })}\n`);
  return 0;
});

/** null where the folder has no such file and the page can do without it. */
async function fromFolder(folder: string, file: MnistFile): Promise<Uint8Array | null> {
  for (const name of [`${file.name}.gz`, file.name]) {
    const bytes = await bytesOfFile(join(folder, name));
    if (bytes) return checked(bytes, file, join(folder, name));
  }
  if (file.part.startsWith('test')) return null;
  throw new SimulatorError('missing', `${folder}: got no ${file.name}.gz and no ${file.name}, expected one of them`);
}

async function fromMirrors(file: MnistFile, mirrors: readonly string[]): Promise<Uint8Array> {
  for (const mirror of mirrors) {
    const url = `${mirror.replace(/\/$/, '')}/${file.name}.gz`;
    try {
      return (await checked(await download(url, file), file, url))!;
    } catch (error) {
      const problem = error instanceof SimulatorError ? error.message : `${url}: ${errorMessage(error)}`;
      process.stderr.write(`data: ${problem}\n`);
    }
  }
  throw new SimulatorError('missing', `got ${file.name} from no mirror (${mirrors.length} asked); try --from FOLDER`);
}

async function download(url: string, file: MnistFile): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`got HTTP status ${response.status}, expected 200`);
  const pieces: Uint8Array[] = [];
  let received = 0;
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    received += piece.length;
    if (received > file.bytes + PACKING_ROOM) throw new Error(`got more than the ${file.bytes} bytes that ${file.name} has`);
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

async function bytesOfFile(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) return null;
  const most = Math.max(...MNIST_FILES.map(({ bytes }) => bytes)) + PACKING_ROOM;
  if (size > most) throw new SimulatorError('out-of-range', `${path}: got ${size} bytes, expected at most ${most}`);
  return new Uint8Array(await readFile(path));
}

/** The bytes packed, if they are this file. Throws SimulatorError that says where they are from. */
async function checked(bytes: Uint8Array<ArrayBuffer> | null, file: MnistFile, where: string): Promise<Uint8Array | null> {
  if (!bytes) return null;
  try {
    const unpacked = await gunzip(bytes, file.bytes);
    const found = await recogniseMnist(unpacked);
    if (found !== file) throw new SimulatorError('mismatch', `got ${found.name}, expected ${file.name}`);
    return isGzip(bytes) ? bytes : gzipSync(unpacked, { level: 9 });
  } catch (error) {
    throw new SimulatorError('mismatch', `${where}: ${errorMessage(error)}`, { cause: error });
  }
}
