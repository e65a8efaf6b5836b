import type { Absence, PathKind, Workload } from '../../domain/benchmark/report.ts';
import type { CodedSpeed } from '../../formats/machine-code.ts';
import type { Words } from '../../ui/language.ts';

const NARROW = '\u202f';

const en = {
  title: 'Benchmark',
  intro:
    'The same work in JavaScript and in WebAssembly, measured on your machine. Press Measure, leave it alone for a minute, and read three sentences. Every line names the path that really ran.',
  what: 'What to measure',
  workloads: {
    product: 'Matrix products',
    forward: 'One forward pass',
    training: 'Training steps',
  } satisfies Record<Workload, string>,
  largestProduct: 'Products up to',
  largestBatch: 'Batches up to',
  square: (size: string) => `${size} × ${size}`,
  copies: 'Count copying numbers in and out',
  pace: 'How thoroughly',
  paces: { quick: 'Quick', full: 'Full' },
  estimate: (seconds: string) => `About ${seconds} s.`,
  pausesTraining: 'Training pauses then.',
  nothing: 'Choose something to measure.',
  measure: 'Measure',
  cancel: 'Cancel',
  progress: 'Progress of the benchmark',
  status: {
    starting: 'Starting a worker of its own.',
    data: 'Writing procedural digits to train on.',
    warmUp: (task: string) => `Warming up and comparing results: ${task}.`,
    round: (round: number, rounds: number, task: string) => `Round ${round} of ${rounds}: ${task}.`,
    hidden: 'Waiting: this page was out of sight. Samples taken then do not count.',
    done: (seconds: string) => `Measured in ${seconds} s.`,
    stopped: (seconds: string) => `Stopped after ${seconds} s; what was measured until then is shown.`,
    lost: (message: string) => `The worker that measures ended (${message}). What was measured until then is shown.`,
    failed: (message: string) => `Nothing was measured: ${message}. Press Measure to try again.`,
    none: 'Nothing is measured yet. Drawing rests while measuring.',
  },
  tasks: {
    product: (size: string) => `products of ${size} × ${size}`,
    forward: () => 'one forward pass',
    training: (size: string) => `training, batches of ${size}`,
  } satisfies Record<Workload, (size: string) => string>,
  paths: {
    'javascript-textbook': 'textbook JavaScript',
    javascript: 'typed-array JavaScript',
    'wasm-scalar': 'WebAssembly, scalar',
    'wasm-simd': 'WebAssembly, SIMD',
    'wasm-relaxed-simd': 'WebAssembly, relaxed SIMD',
  } satisfies Record<PathKind, string>,
  shortPaths: {
    'javascript-textbook': 'JS textbook',
    javascript: 'JS typed',
    'wasm-scalar': 'scalar',
    'wasm-simd': 'SIMD',
    'wasm-relaxed-simd': 'relaxed',
  } satisfies Record<PathKind, string>,
  /** In a sentence. */
  winners: {
    'javascript-textbook': 'textbook JavaScript',
    javascript: 'typed-array JavaScript',
    'wasm-scalar': 'plain WebAssembly',
    'wasm-simd': 'WebAssembly with SIMD',
    'wasm-relaxed-simd': 'WebAssembly with relaxed SIMD',
  } satisfies Record<PathKind, string>,
  threads: (path: string, threads: number) => `${path}, ${threads} threads`,
  shortThreads: (path: string, threads: number) => `${path} ×${threads}`,
  absences: {
    'no-webassembly': () => 'this browser has no WebAssembly',
    'no-simd': () => 'this browser has no SIMD in WebAssembly',
    'no-relaxed-simd': () => 'this browser has no relaxed SIMD',
    'not-loaded': (detail: string) => `its binary did not come (${detail})`,
    'one-core': () => 'this machine shows one core',
    'no-threads': (detail: string) => `threads do not start (${detail})`,
    'not-shared': () => 'threads share the images of a batch, and this is one product or one image',
    failed: (detail: string) => `it broke (${detail})`,
  } satisfies Record<Absence['reason'], (detail: string) => string>,
  sentences: {
    none: 'Three sentences will say here what was found.',
    faster: {
      training: (path: string, times: string, size: string) =>
        `On this machine ${path} trains ${times} × as fast as textbook JavaScript at batches of ${size}`,
      product: (path: string, times: string, size: string) =>
        `On this machine ${path} multiplies matrices of ${size} × ${size} ${times} × as fast as textbook JavaScript`,
      forward: (path: string, times: string) =>
        `On this machine ${path} recognises a digit ${times} × as fast as textbook JavaScript`,
    } satisfies Record<Workload, (path: string, times: string, size: string) => string>,
    because: (algorithm: string, code: string) =>
      `: ${algorithm} × by an algorithm that skips black pixels, ${code} × by WebAssembly.`,
    becauseProduct: (algorithm: string, code: string) =>
      `: ${algorithm} × by a better order of the sums, ${code} × by WebAssembly.`,
    notCompared: 'Textbook JavaScript and another path have to finish the same work before they can be compared.',
    sizeOf: {
      product: (size: string) => `${size} × ${size}`,
      training: (size: string) => (size === '1' ? 'single images' : `batches of ${size}`),
      forward: () => 'one image',
    } satisfies Record<Workload, (size: string) => string>,
    always: (smallest: string, first: string, largest: string, last: string) =>
      `WebAssembly beats the faster JavaScript at every size measured: ${first} × at ${smallest}, ${last} × at ${largest}.`,
    from: (smallest: string, first: string, from: string, largest: string, last: string) =>
      `JavaScript wins at ${smallest}, where WebAssembly is ${first} × as fast; from ${from} on WebAssembly wins, ${last} × at ${largest}.`,
    evenThen: (smallest: string, from: string, largest: string, last: string) =>
      `At ${smallest} neither wins; from ${from} on WebAssembly does, ${last} × at ${largest}.`,
    never: (largest: string, last: string) =>
      `WebAssembly does not win at the largest size measured: it is ${last} × as fast as the faster JavaScript at ${largest}.`,
    noCrossover: 'Where WebAssembly begins to win was not measured.',
    threadsBest: (threads: number, best: string, at: string) => `${threads} threads train ${best} × as fast as one at ${at}`,
    threadsBoth: (threads: number, best: string, at: string, worst: string, worstAt: string) =>
      `${threads} threads train ${best} × as fast as one at ${at} and ${worst} × at ${worstAt}`,
    noThreads: (reason: string) => `Several threads were not measured: ${reason}`,
    threadsNotTried: 'Several threads were not measured',
    same: (count: number) => `; all ${count} exact paths gave the same bits`,
    notSame: (paths: string) => `; but ${paths} did not give the bits that it has to give`,
    relaxed: (times: string, difference: string) => `, and relaxed SIMD, ${times} × as fast as SIMD, differs by ${difference}.`,
    noRelaxed: '.',
  },
  figures: {
    show: 'Show',
    shows: { ratio: '× textbook JavaScript', speed: 'speed' },
    product: 'Who wins at which size of product?',
    training: 'Who wins at which batch?',
    size: 'rows and columns of both factors',
    batch: 'images a step',
    times: '× as fast as textbook JavaScript',
    macs: 'million multiply-adds a second',
    images: 'images a second',
    asFast: 'as fast',
    save: 'Save as picture',
    saveLabel: (what: string) => `Save as picture: ${what}`,
    caption:
      'Orange, dashed: JavaScript. Blue: WebAssembly. Points: medians; bars: where half of the samples lie. Where SIMD crosses the JavaScript lines, WebAssembly begins to win.',
    text: (title: string, lines: string) => `${title} ${lines}`,
    lineText: (path: string, from: string, at: string, to: string, until: string) =>
      `${path}: ${from} at ${at}, ${to} at ${until}.`,
    none: 'Nothing is measured yet.',
  },
  conditions: {
    date: (date: string, cores: number, samples: string) => `${date}, ${cores} ${cores === 1 ? 'core' : 'cores'}, ${samples}.`,
    samples: (least: number, most: number) =>
      least === most ? `${most} samples a figure` : `${least} to ${most} samples a figure`,
    clock: (microseconds: string) => `The clock moves in steps of ${microseconds} µs.`,
    voids: (count: number) =>
      count === 0
        ? 'No sample was void.'
        : `${count} ${count === 1 ? 'sample was void and was' : 'samples were void and were'} taken again.`,
    isolated: 'Memory can be shared among threads.',
    notIsolated: 'This page is not cross-origin isolated: no threads, and a coarser clock.',
    copied: 'Copying counts in products.',
    notCopied: 'Copying is left out of products.',
    quick: 'A quick run: take its figures with salt.',
    restless: (spread: string) =>
      `Samples scatter by ±${spread}${NARROW}%: something else was busy. Close other programs and measure again.`,
  },
  saveCsv: 'Save table (CSV)',
  saveJson: 'Save all (JSON)',
  table: {
    title: 'Every line',
    path: 'Path',
    bits: 'Results',
    same: 'same bits',
    reference: 'reference',
    broken: 'NOT the same bits',
    differs: (difference: string) => `within ${difference}`,
    checksum: 'Checksum of the exact paths',
    spread: (spread: string) => `±${spread}${NARROW}%`,
    units: {
      product: 'Products: million multiply-adds a second, by rows and columns',
      forward: 'One forward pass of one image: images a second',
      training: 'Training steps: images a second, by batch',
    } satisfies Record<Workload, string>,
    note: 'Median; ± is half of the range in which the middle half of the samples lies. Within: the largest difference from the reference, in shares of its largest number. Textbook JavaScript rounds once where the engine rounds twice, and computes every pixel; the engine skips those that are black.',
    notMeasured: (reason: string) => `Not available: ${reason}.`,
  },
  klass: {
    title: 'Your class in one plot',
    intro:
      'Every machine that trained in batches of 128 has a code. Put the codes of a class here, one a line, each with a name if you like.',
    own: 'Code of this machine',
    noOwn: 'Measure training steps up to batches of 128 or more, and this machine has a code.',
    copy: 'Copy',
    copied: 'The code is copied.',
    notCopied: 'The browser does not let this page copy: select the code instead.',
    codes: 'Codes of other machines',
    example: 'Ada NN1-…',
    count: (count: number) => (count === 1 ? '1 machine.' : `${count} machines.`),
    refused: 'Refused:',
    more: (count: number) => `and ${count} more`,
    axis: 'Upwards',
    speeds: {
      'javascript-textbook': 'textbook JavaScript',
      javascript: 'typed-array JavaScript',
      'wasm-scalar': 'WebAssembly, scalar',
      'wasm-simd': 'WebAssembly, SIMD',
      'wasm-relaxed-simd': 'relaxed SIMD',
      threads: 'SIMD, all threads',
    } satisfies Record<CodedSpeed, string>,
    figure: 'Which machine gains most from WebAssembly?',
    x: 'textbook JavaScript, images a second',
    y: (path: string) => `${path}, images a second`,
    times: (times: number) => `${times} ×`,
    you: 'this one',
    caption:
      'One point a machine. Further right: faster in textbook JavaScript. Further up: faster in WebAssembly. On a dotted line the gain is the same.',
    text: (count: number, machines: string) => (count === 0 ? 'No machines yet.' : `${count} machines. ${machines}`),
    machineText: (name: string, x: string, y: string) => `${name}: ${x} and ${y} images a second.`,
  },
};

export type BenchmarkWords = typeof en;

export const WORDS: Words<BenchmarkWords> = { en };
