import { join } from 'node:path';
import { SimulatorError } from '../domain/errors.ts';
import type { Model } from '../domain/parameters.ts';
import { writeModel } from '../formats/model.ts';
import { readIdxFiles, readStrokesFile } from './data-files.ts';
import { checkWritable, writeFileAtomically } from './model-files.ts';
import { flag, helpText, parseOptions, realNumber, text, wholeNumber } from './options.ts';
import { trainCourse } from './pretraining/course.ts';
import type { RealDigits } from './pretraining/examples.ts';

import { heldOutAccuracy, holdOut } from './pretraining/held-out.ts';
import { SHIPPED_RECIPE } from './pretraining/recipe.ts';
import { rounded } from './pretraining/rounded.ts';
import { runProgram } from './program.ts';
import { duration, Progress } from './progress.ts';

const DATA_VARIABLE = 'DIGITS_DATA';
const SHIPPED_MODEL = 'public/models/digits.safetensors';

const USAGE = `Trains the network that the page ships with, the same bytes every time.

  ${DATA_VARIABLE}=FOLDER npm run pretrain

The folder holds mnist/train-images-idx3-ubyte.gz, mnist/train-labels-idx1-ubyte.gz and pendigits/pendigits-orig.tra.gz.`;

const OPTIONS = {
  out: text('FILE', `where to write the network; ${SHIPPED_MODEL} unless said`),
  'hold-out': flag('learn without the last 10,000 images and every third writer, and say how many of those are recognised'),
  share: realNumber('train only this share of the recipe, for a trial', 0.0001, 1),
  workers: wholeNumber('threads that make images, 2 unless said; the result does not depend on it', 1, 64),
  help: flag('show this'),
};

await runProgram('pretrain', async (args) => {
  const options = parseOptions(OPTIONS, args);
  if (options.help) {
    process.stdout.write(helpText(USAGE, OPTIONS));
    return 0;
  }
  const out = options.out ?? SHIPPED_MODEL;
  await checkWritable(out);
  const all = await readRealDigits();
  const split = options['hold-out'] ? holdOut(all) : null;
  const share = options.share ?? 1;
  const workers = options.workers ?? 2;
  const model = rounded(await reportCourse(split?.training ?? all, share, workers));
  await writeFileAtomically(out, writeModel(model));
  const accuracy = split ? await heldOutAccuracy(model, split.heldOut) : {};
  process.stdout.write(`${JSON.stringify({ out, ...accuracy })}\n`);
  return 0;
});

async function readRealDigits(): Promise<RealDigits> {
  const folder = process.env[DATA_VARIABLE];
  if (!folder) {
    throw new SimulatorError(
      'missing',
      `got no ${DATA_VARIABLE}, expected the folder that holds mnist/ and pendigits/ (see --help)`,
    );
  }
  return {
    mnist: await readIdxFiles(
      join(folder, 'mnist/train-images-idx3-ubyte.gz'),
      join(folder, 'mnist/train-labels-idx1-ubyte.gz'),
    ),
    pen: await readStrokesFile(join(folder, 'pendigits/pendigits-orig.tra.gz')),
  };
}

/** Trains the network with a line of progress now and then. */
async function reportCourse(digits: RealDigits, share: number, workers: number): Promise<Model> {
  const { supply, course } = SHIPPED_RECIPE;
  const chunks = Math.max(1, Math.round(course.chunks * share));
  const progress = new Progress();
  const startMs = performance.now();
  try {
    const model = await trainCourse({ ...course, chunks }, workers, { digits, supply }, ({ chunk, loss, accuracy }) =>
      progress.update(() => {
        const seconds = (performance.now() - startMs) / 1000;
        const left = duration((seconds / chunk) * (chunks - chunk));
        return `${chunk}/${chunks}  loss ${loss.toFixed(4)}  accuracy ${(100 * accuracy).toFixed(2)} %  ${left} left`;
      }),
    );
    progress.say(`trained in ${duration((performance.now() - startMs) / 1000)}`);
    return model;
  } finally {
    progress.close();
  }
}
