import { confusionOf } from '../domain/confusion.ts';
import { imageCount, type SparseImages } from '../domain/sparse-images.ts';
import { createEngine } from '../engine/create.ts';
import { DATA_OPTIONS, readDigits } from './data-files.ts';
import { loadBinary } from './engine-binaries.ts';
import { ENGINE_OPTION, tellShortage, THREADS_OPTION } from './engine-options.ts';
import { nodeThreads } from './engine-threads.ts';
import { CLASSES, readModelFile } from './model-files.ts';
import { flag, helpText, parseOptions, required, text } from './options.ts';
import { runProgram } from './program.ts';

const USAGE = `Says how many labelled digits a network recognises.

  npm run evaluate -- --model MODEL --images FILE --labels FILE
  npm run evaluate -- --model MODEL --strokes FILE

The last line on stdout is one line of JSON: count, correct, accuracy, and confusion (10 rows, the true digits, of 10 columns, the
network's answers).`;

const OPTIONS = {
  model: text('MODEL', 'the network: safetensors'),
  ...DATA_OPTIONS,
  engine: ENGINE_OPTION,
  threads: THREADS_OPTION,
  help: flag('show this'),
};

/** Enough to keep every kernel busy, little enough to stay in the cache. */
const BATCH_SIZE = 128;

await runProgram('evaluate', async (args) => {
  const options = parseOptions(OPTIONS, args);
  if (options.help) {
    process.stdout.write(helpText(USAGE, OPTIONS));
    return 0;
  }
  const { network, parameters } = await readModelFile(required(options.model, '--model MODEL'));
  const images = await readDigits(options);
  const engine = await createEngine(
    options.engine ?? 'auto',
    {
      network,
      maxBatchSize: Math.min(BATCH_SIZE, imageCount(images)),
      maxImages: imageCount(images),
      maxEntries: images.pixelIndex.length,
      training: false,
      threads: options.threads ?? 1,
    },
    loadBinary,
    nodeThreads(),
  );
  tellShortage('evaluate', engine);
  engine.loadParameters(parameters);
  engine.loadImages(images);
  const { count, correct, predictions } = engine.evaluate();
  await engine.close();
  const accuracy = correct / count;
  process.stdout.write(`${JSON.stringify({ count, correct, accuracy, confusion: confusionMatrix(images, predictions) })}\n`);
  return 0;
});

/** [10][10] counts: row = true digit, column = the network's answer. */
function confusionMatrix({ labels }: SparseImages, predictions: Uint8Array): number[][] {
  const confusion = confusionOf(labels, predictions);
  return Array.from({ length: CLASSES }, (_, digit) => [...confusion.subarray(digit * CLASSES, (digit + 1) * CLASSES)]);
}
