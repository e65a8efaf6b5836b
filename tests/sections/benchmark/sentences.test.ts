import { describe, expect, it } from 'vitest';
import type { BenchmarkReport } from '../../../src/domain/benchmark/report.ts';
import { sentencesOf } from '../../../src/sections/benchmark/sentences.ts';
import { WORDS } from '../../../src/sections/benchmark/words.ts';
import { line, reportOf, usualReport } from '../../domain/benchmark/reports.ts';

/** With ordinary spaces. */
const sentences = (report: BenchmarkReport) =>
  sentencesOf(report, WORDS.en).map((sentence) => sentence.replaceAll('\u00a0', ' '));

it('a usual run ends in three sentences, made of its figures', () => {
  expect(sentences(usualReport())).toEqual([
    'On this machine WebAssembly with SIMD trains 52 × as fast as textbook JavaScript at batches of 128: 3.4 × by an algorithm that skips black pixels, 15 × by WebAssembly.',
    'JavaScript wins at 4 × 4, where WebAssembly is 0.40 × as fast; from 16 × 16 on WebAssembly wins, 12 × at 512 × 512.',
    '2 threads train 1.6 × as fast as one at batches of 128 and 0.90 × at single images; all 4 exact paths gave the same bits, and relaxed SIMD, 1.1 × as fast as SIMD, differs by 2·10⁻⁷.',
  ]);
});

it('no line ends between a number and its ×', () => {
  for (const sentence of sentencesOf(usualReport(), WORDS.en)) expect(sentence).not.toMatch(/\d ×|× \d/);
});

describe('where WebAssembly wins', () => {
  const second = (...products: [size: number, javascript: number[], simd: number[]][]) =>
    sentences(
      reportOf(
        products.flatMap(([size, javascript, simd]) => [
          line('product', size, 'javascript', javascript),
          line('product', size, 'wasm-simd', simd),
        ]),
      ),
    )[1];

  it('everywhere', () => {
    expect(second([4, [10, 10], [20, 20]], [8, [10, 10], [30, 30]])).toBe(
      'WebAssembly beats the faster JavaScript at every size measured: 2.0 × at 4 × 4, 3.0 × at 8 × 8.',
    );
  });

  it('nowhere', () => {
    expect(second([4, [10, 10], [5, 5]], [8, [10, 10], [9, 9]])).toMatch(/does not win .* 0\.90 × .* at 8 × 8/);
  });

  it('after sizes at which nobody does', () => {
    expect(second([4, [10, 10], [9, 11]], [8, [10, 10], [30, 30]])).toBe(
      'At 4 × 4 neither wins; from 8 × 8 on WebAssembly does, 3.0 × at 8 × 8.',
    );
  });

  it('was not measured', () => {
    expect(second()).toBe('Where WebAssembly begins to win was not measured.');
  });
});

it('without WebAssembly the sentences are about JavaScript, and say why there are no threads', () => {
  const path = { kind: 'wasm-simd', threads: 2 } as const;
  const report = reportOf(
    [line('training', 128, 'javascript', [12_000]), line('training', 128, 'javascript-textbook', [4000])],
    [
      { workload: 'product', path, reason: 'not-shared', detail: '' },
      { workload: 'training', path, reason: 'no-webassembly', detail: '' },
    ],
  );
  expect(sentences(report)).toEqual([
    'On this machine typed-array JavaScript trains 3.0 × as fast as textbook JavaScript at batches of 128.',
    'Where WebAssembly begins to win was not measured.',
    'Several threads were not measured: this browser has no WebAssembly.',
  ]);
});

it('one path alone is compared with nobody', () => {
  expect(sentences(reportOf([line('forward', 1, 'wasm-simd', [200_000])]))[0]).toMatch(/^Textbook JavaScript and another path/);
});

it('bits that should be the same and are not are named', () => {
  const { readings, ...report } = usualReport();
  const wrong = readings.map((reading) =>
    reading.path.kind === 'wasm-scalar' ? { ...reading, checksum: '89abcdef' } : reading,
  );
  expect(sentences({ ...report, readings: wrong })[2]).toContain(
    'but WebAssembly, scalar did not give the bits that it has to give',
  );
});
