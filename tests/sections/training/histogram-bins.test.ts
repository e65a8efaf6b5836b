import { expect, it } from 'vitest';
import { histogramSvg } from '../../../src/scenes/histogram-svg.ts';
import type { Palette } from '../../../src/scenes/palette.ts';
import { histogramBins, histogramCsv } from '../../../src/sections/training/histogram-bins.ts';

const ROWS = [
  { name: 'hidden layer 1', reach: 2, counts: [0, 3, 5, 1] },
  { name: 'outputs', reach: 0.5, counts: [7, 0] },
];
const NAMES = { layer: 'layer', from: 'from', to: 'to', count: 'how many' };

it('bins that hold something are told with their edges', () => {
  expect(histogramBins(ROWS)).toEqual([
    { name: 'hidden layer 1', from: -1, to: 0, count: 3 },
    { name: 'hidden layer 1', from: 0, to: 1, count: 5 },
    { name: 'hidden layer 1', from: 1, to: 2, count: 1 },
    { name: 'outputs', from: -0.5, to: 0, count: 7 },
  ]);
  expect(histogramCsv(ROWS, NAMES).split('\r\n')).toEqual([
    '"layer","from","to","how many"',
    '"hidden layer 1",-1,0,3',
    '"hidden layer 1",0,1,5',
    '"hidden layer 1",1,2,1',
    '"outputs",-0.5,0,7',
  ]);
});

it('the file of the picture has a bar for each, the longest as high as its row allows', () => {
  const palette = {
    textSize: 16,
    paper: '#000000',
    negative: '#0000ff',
    positive: '#ff8800',
    guide: '#888888',
    quiet: '#aaaaaa',
  };
  const svg = histogramSvg(ROWS, 'Spread <weights>', 300, 200, palette as Palette);
  expect(svg).toContain('<title>Spread &lt;weights&gt;</title>');
  const heights = [...svg.matchAll(/<rect x="[^"]*" y="[^"]*" width="[^"]*" height="([^"]*)" fill="#(?:0000ff|ff8800)"/g)].map(
    ([, height]) => Number(height),
  );
  expect(heights).toHaveLength(4);
  // 3 and 1 of 5, rounded to hundredths of a pixel.
  expect(heights[0]! / heights[1]!).toBeCloseTo(3 / 5, 3);
  expect(heights[2]! / heights[1]!).toBeCloseTo(1 / 5, 3);
  expect(heights[3]).toBe(heights[1]);
});
