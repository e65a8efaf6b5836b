import { describe, expect, it } from 'vitest';
import { graphLayout } from '../../src/domain/graph-layout.ts';
import type { Connections } from '../../src/domain/strongest-connections.ts';
import { emptySegments, layConnections, nearestConnection, STRENGTHS } from '../../src/scenes/connection-segments.ts';

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

describe('connections as segments', () => {
  it('are solid when positive, dashed when negative, the strongest last and widest', () => {
    const segments = emptySegments();
    layConnections(segments, LAYOUT, TWO, Infinity, SCALE);
    const last = segments.count - 1;
    expect(segments.count).toBeGreaterThan(3);
    expect(segments.tones[last]).toBe(2 * STRENGTHS - 1);
    expect(segments.tones[0]).toBeLessThan(STRENGTHS);
    expect(segments.widths[last]).toBeGreaterThan(segments.widths[0]!);
    const { left, top, side } = LAYOUT.image;
    const [x0, y0, x1, y1] = segments.ends.slice(last * 4, last * 4 + 4);
    expect(x0).toBeCloseTo((left + (5.5 / 28) * side) * SCALE, 3);
    expect(y0).toBeCloseTo((top + (3.5 / 28) * side) * SCALE, 3);
    expect(x1).toBeCloseTo(LAYOUT.layers[0]!.x[100]! * SCALE, 3);
    expect(y1).toBeCloseTo(LAYOUT.layers[0]!.y[100]! * SCALE, 3);
  });

  it('grow with the front, layer by layer', () => {
    const segments = emptySegments();
    const length = () => {
      let sum = 0;
      for (let at = 0; at < segments.count * 4; at += 4) {
        sum += Math.hypot(segments.ends[at + 2]! - segments.ends[at]!, segments.ends[at + 3]! - segments.ends[at + 1]!);
      }
      return sum;
    };
    const lengths = [0, 0.5, 1, 2, 2.5, 3, Infinity].map((front) => {
      layConnections(segments, LAYOUT, TWO, front, SCALE);
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
    const segments = emptySegments();
    layConnections(segments, LAYOUT, many, Infinity, SCALE);
    expect(segments.count).toBeGreaterThan(count * 10);
    expect(segments.ends.length).toBeGreaterThanOrEqual(segments.count * 4);
    expect(segments.ends.slice(0, segments.count * 4).every(Number.isFinite)).toBe(true);
    layConnections(segments, LAYOUT, { ...many, count: 0 }, Infinity, SCALE);
    expect(segments.count).toBe(0);
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
