import { expect, test } from 'vitest';
import { barsOf } from '../../benches/engine/bars.ts';
import { asMarkdown, asText, conditionsOf, tablesOf } from '../../benches/engine/tables.ts';
import { benchFile, resultOf } from './reports.ts';

const FILE = benchFile(
  [
    resultOf('train', 32, 'wasm-simd', 123_456),
    resultOf('train', 1024, 'wasm-simd', 200_000),
    resultOf('train', 1024, 'wasm-simd', 380_000, 2),
    resultOf('matmul', 128, 'tfjs-wasm', 987.6),
  ],
  [resultOf('train', 32, 'tfjs-wasm-core', 5000)],
);

test('a table has a row for each engine that has results and a dash for what is missing', () => {
  const [training, other, besides, ratios] = tablesOf(FILE);
  expect(training!.rows).toEqual([
    ['engine', '32', '1,024'],
    ['wasm-simd', '123,000 ±5 %', '200,000 ±5 %'],
    ['wasm-simd, 2 threads', '–', '380,000 ±5 %'],
  ]);
  expect(other!.rows).toEqual([
    ['engine', 'matmul 128'],
    ['tfjs-wasm', '988 ±5 %'],
  ]);
  expect(besides!.rows[1]).toEqual(['tfjs-wasm-core', '5,000 ±5 %']);
  expect(ratios!.rows).toEqual([
    ['engine', '32'],
    ['tfjs-wasm-core', '24.7 ×'],
  ]);
});

test('bars stand with what the highest peak would make of them', () => {
  const bars = barsOf(FILE, FILE.wasmBytes);
  const rows = tablesOf({ ...FILE, bars }).at(-1)!.rows;
  expect(rows[1]).toEqual([
    'SIMD ÷ limit of the sparse algorithm, batch 32',
    '0.30',
    '≥ 0.65',
    '0.80',
    'not met',
    '0.25, not met',
  ]);
  expect(rows.find(([what]) => what!.startsWith('predicting'))).toEqual([
    'predicting 10,000 images, SIMD',
    '–',
    '≤ 30.0 ms',
    '18.0 ms',
    'not measured',
    '–',
  ]);
  expect(rows.at(-1)).toEqual(['size of the SIMD binary', '15.0 kB', '≤ 24.0 kB', '12.0 kB', 'met', '–']);
});

test('the first column reads from the left, all others from the right', () => {
  const table = {
    title: 'Two',
    rows: [
      ['who', 'much'],
      ['a', '1'],
      ['long name', '22,000'],
    ],
  };
  expect(asText(table)).toBe(['Two', '  who          much', '  a               1', '  long name  22,000'].join('\n'));
  expect(asMarkdown(table)).toBe(
    ['Two:', '', '| who       |   much |', '| --------- | -----: |', '| a         |      1 |', '| long name | 22,000 |'].join(
      '\n',
    ),
  );
});

test('the conditions name the data and both peaks', () => {
  expect(conditionsOf(FILE)).toEqual([
    'a machine, a browser, 2026-01-02, 12 s',
    'Data: MNIST, 60,000 images, 149.9 of 784 pixels not zero: 100,000 operations an image',
    'Peak of one thread, 10 chains: 41.0 GFLOP/s multiply-then-add (highest reading 50.0, 13 chains); ' +
      '50.0 GFLOP/s fused (highest reading 50.0, 10 chains)',
    'Engine: 64.0 MiB of memory, 15.0 kB of WebAssembly',
  ]);
});
