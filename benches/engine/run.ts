import { access, open, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { inFile } from '../../src/cli/data-files.ts';
import { choice, flag, helpText, type Option, parseOptions, text, wholeNumbers } from '../../src/cli/options.ts';
import { runProgram } from '../../src/cli/program.ts';
import { barsOf } from './bars.ts';
import { runInBrowser } from './browser.ts';
import { MNIST_FILES } from './serve.ts';
import { type BenchFile, ENGINES, WORKLOADS } from './results.ts';
import { asMarkdown, asText, conditionsOf, tablesOf } from './tables.ts';

/** The repository, seen from the bundled program in build/bench/program/. */
const ROOT = resolve(import.meta.dirname, '../../..');

const USAGE = `npm run bench [-- options]

Measures the engine and its peers in headless Chromium. DIGITS_DATA names the folder that holds mnist/; without it everybody
trains on procedural digits.`;

const OPTIONS = {
  json: text('FILE', 'write all figures to this file'),
  markdown: text('FILE', 'write the tables to this file'),
  quick: flag('fewer and shorter samples, three batch sizes: less than a minute'),
  workloads: choices(`measure only these: ${WORKLOADS.join(', ')}`, WORKLOADS),
  engines: choices(`measure only these: ${ENGINES.join(', ')}`, ENGINES),
  'batch-sizes': wholeNumbers('train with these batch sizes', 1, 4096),
  help: flag('show this help'),
};

await runProgram('bench', async (args) => {
  const options = parseOptions(OPTIONS, args);
  if (options.help) {
    process.stdout.write(helpText(USAGE, OPTIONS));
    return 0;
  }
  // Whether the files can be written is better known before the run than after it.
  for (const path of [options.json, options.markdown]) if (path !== undefined) await inFile(path, () => touch(path));
  const mnist = process.env.DIGITS_DATA ? join(process.env.DIGITS_DATA, 'mnist') : null;
  if (mnist !== null) for (const name of MNIST_FILES) await inFile(join(mnist, name), () => access(join(mnist, name)));

  const start = performance.now();
  const settings = {
    quick: options.quick ?? false,
    hasMnist: mnist !== null,
    engines: options.engines ?? [],
    workloads: options.workloads ?? [],
    batchSizes: options['batch-sizes'] ?? [],
  };
  const { report, browser } = await runInBrowser(ROOT, mnist, settings);
  const wasmBytes = (await stat(join(ROOT, 'build/engine/simd.wasm'))).size;
  const file: BenchFile = {
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores`,
    browser,
    date: new Date().toISOString(),
    seconds: (performance.now() - start) / 1000,
    quick: settings.quick,
    wasmBytes,
    ...report,
    bars: barsOf(report, wasmBytes),
  };
  const conditions = conditionsOf(file);
  const tables = tablesOf(file);
  console.log([conditions.join('\n'), ...tables.map(asText)].join('\n\n'));
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(file, null, 2)}\n`);
  if (options.markdown !== undefined) {
    const list = conditions.map((line) => `- ${line}`).join('\n');
    await writeFile(options.markdown, `${[list, ...tables.map(asMarkdown)].join('\n\n')}\n`);
  }
  return 0;
});

function choices<Word extends string>(help: string, all: readonly Word[]): Option<Word[]> {
  const { parse } = choice(help, all);
  return { placeholder: 'A,B,…', help, parse: (given, name) => given.split(',').map((word) => parse(word, name)) };
}

async function touch(path: string): Promise<void> {
  await (await open(path, 'a')).close();
}
