import { describe, expect, it } from 'vitest';
import { graphLayout } from '../../src/domain/graph-layout.ts';
import type { Connections } from '../../src/domain/strongest-connections.ts';
import {
  cutDashes,
  DASH,
  DASH_GAP,
  layConnections,
  nearestConnection,
  noLines,
  STRENGTHS,
} from '../../src/scenes/connection-lines.ts';

const LAYOUT = graphLayout([784, 128, 64, 32, 10], 1.7);
const SCALE = 400;

/** A strong positive connection from a pixel and a weak negative one between hidden neurons. */
const TWO: Connections = {
  count: 2,
  layer: Uint8Array.of(0, 2),
  from: Uint16Array.of(28 * 3 + 5, 7),
  to: Uint16Array.of(100, 30),
  value: Float64Array.of(2, -0.4),
  share: Float64Array.of(1, 0.2),
};

describe('connections as lines', () => {
  it('lie with the strongest last and widest', () => {
    const lines = noLines();
    layConnections(lines, LAYOUT, TWO, Infinity, SCALE);
    const last = lines.count - 1;
    expect(lines.count).toBe(2);
    expect(lines.tones[last]).toBe(2 * STRENGTHS - 1);
    expect(lines.tones[0]).toBeLessThan(STRENGTHS);
    expect(lines.widths[last]).toBeGreaterThan(lines.widths[0]!);
    const { left, top, side } = LAYOUT.image;
    const [x0, y0, x1, y1] = lines.ends.slice(last * 4, last * 4 + 4);
    expect(x0).toBeCloseTo((left + (5.5 / 28) * side) * SCALE, 3);
    expect(y0).toBeCloseTo((top + (3.5 / 28) * side) * SCALE, 3);
    expect(x1).toBeCloseTo(LAYOUT.layers[0]!.x[100]! * SCALE, 3);
    expect(y1).toBeCloseTo(LAYOUT.layers[0]!.y[100]! * SCALE, 3);
  });

  it('grow with the front, layer by layer', () => {
    const lines = noLines();
    const length = () => {
      let sum = 0;
      for (let at = 0; at < lines.count * 4; at += 4) {
        sum += Math.hypot(lines.ends[at + 2]! - lines.ends[at]!, lines.ends[at + 3]! - lines.ends[at + 1]!);
      }
      return sum;
    };
    const lengths = [0, 0.5, 1, 2, 2.5, 3, Infinity].map((front) => {
      layConnections(lines, LAYOUT, TWO, front, SCALE);
      return length();
    });
    expect(lengths[0]).toBe(0);
    expect(lengths[1]).toBeCloseTo(lengths[2]! / 2, 3);
    expect(lengths[3]).toBe(lengths[2]);
    expect(lengths[4]).toBeGreaterThan(lengths[3]!);
    expect(lengths[6]).toBe(lengths[5]);
  });

  it('find room for as many as there are', () => {
    const count = 400;
    const many: Connections = {
      count,
      layer: new Uint8Array(count),
      from: Uint16Array.from({ length: count }, (_, index) => index),
      to: new Uint16Array(count),
      value: new Float64Array(count).fill(-1),
      share: new Float64Array(count).fill(0.5),
    };
    const lines = noLines();
    layConnections(lines, LAYOUT, many, Infinity, SCALE);
    expect(lines.count).toBe(count);
    expect(lines.ends.length).toBeGreaterThanOrEqual(lines.count * 4);
    expect(lines.ends.slice(0, lines.count * 4).every(Number.isFinite)).toBe(true);
    layConnections(lines, LAYOUT, { ...many, count: 0 }, Infinity, SCALE);
    expect(lines.count).toBe(0);
  });

  it('are whole when positive, cut into dashes when negative, and end where they should', () => {
    const lines = noLines();
    layConnections(lines, LAYOUT, TWO, Infinity, SCALE);
    const cut = noLines();
    cutDashes(lines, cut);
    const [x0, y0, x1, y1] = lines.ends;
    const length = Math.hypot(x1! - x0!, y1! - y0!);
    const dashes = Math.ceil(length / (DASH + DASH_GAP));
    expect(cut.count).toBe(dashes + 1);
    const lengths = Array.from({ length: dashes }, (_, dash) =>
      Math.hypot(cut.ends[4 * dash + 2]! - cut.ends[4 * dash]!, cut.ends[4 * dash + 3]! - cut.ends[4 * dash + 1]!),
    );
    // float32 places of a few hundred pixels.
    for (const dash of lengths.slice(0, -1)) expect(dash).toBeCloseTo(DASH, 3);
    expect(lengths.at(-1)!).toBeLessThan(DASH + 0.001);
    expect(cut.ends.slice(0, 2)).toEqual(Float32Array.of(x0!, y0!));
    expect(cut.ends.slice(4 * dashes, 4 * dashes + 4)).toEqual(lines.ends.slice(4, 8));
  });
});

it('the pointer finds the connection that passes nearest', () => {
  const layout = graphLayout([784, 128, 64, 32, 10], 1.7);
  const connections = {
    count: 2,
    layer: Uint8Array.of(1, 2),
    from: Uint16Array.of(5, 9),
    to: Uint16Array.of(60, 3),
    value: Float64Array.of(1, -1),
    share: Float64Array.of(1, 1),
  };
  const [from, to] = [layout.layers[0]!, layout.layers[1]!];
  const x = from.x[5]! * 0.7 + to.x[60]! * 0.3;
  const y = from.y[5]! * 0.7 + to.y[60]! * 0.3;
  expect(nearestConnection(layout, connections, x, y + 0.01, 0.02)).toEqual({ layer: 1, from: 5, to: 60 });
  expect(nearestConnection(layout, connections, x, y + 0.05, 0.02)).toBeNull();
  expect(nearestConnection(layout, { ...connections, count: 0 }, x, y, 0.02)).toBeNull();
});
