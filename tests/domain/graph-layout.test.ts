import { describe, expect, it } from 'vitest';
import { graphLayout, nearestNeuron, neuronAfterKey, type GraphLayout } from '../../src/domain/graph-layout.ts';

const SIZES = [784, 128, 64, 32, 10];
const ASPECTS = [0.6, 0.8, 1, 1.7, 2.6];

function everyNeuron(layout: GraphLayout) {
  return layout.layers.flatMap(({ count, x, y, radius }, layer) =>
    Array.from({ length: count }, (_, neuron) => ({ layer, neuron, x: x[neuron]!, y: y[neuron]!, radius })),
  );
}

describe('the layout of the network', () => {
  for (const aspect of ASPECTS) {
    it(`keeps all of it in a figure ${aspect} as wide as high, and no two things overlap`, () => {
      const layout = graphLayout(SIZES, aspect);
      const { image } = layout;
      const neurons = everyNeuron(layout);
      expect(neurons).toHaveLength(234);
      for (const { x, y, radius } of neurons) {
        expect(x - radius).toBeGreaterThanOrEqual(0);
        expect(x + radius).toBeLessThanOrEqual(aspect);
        expect(y - radius).toBeGreaterThanOrEqual(0);
        expect(y + radius).toBeLessThanOrEqual(1);
        const isBeside = x - radius > image.left + image.side || y - radius > image.top + image.side;
        expect(isBeside).toBe(true);
      }
      for (const [index, one] of neurons.entries()) {
        for (const other of neurons.slice(index + 1)) {
          expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(one.radius + other.radius);
        }
      }
    });
  }

  it('flows to the right in a wide figure and down in a narrow one, layer after layer', () => {
    for (const [aspect, along] of [
      [1.7, 'x'],
      [0.6, 'y'],
    ] as const) {
      const { layers } = graphLayout(SIZES, aspect);
      for (let layer = 1; layer < layers.length; layer++) {
        expect(Math.min(...layers[layer]![along])).toBeGreaterThan(Math.max(...layers[layer - 1]![along]));
      }
    }
  });

  it('has room for other networks, wide and deep', () => {
    for (const sizes of [
      [784, 10],
      [784, 1, 10],
      [784, 500, 300, 10],
      [784, 33, 17, 65, 10],
    ]) {
      for (const aspect of ASPECTS) {
        for (const { x, y, radius } of everyNeuron(graphLayout(sizes, aspect))) {
          expect(radius).toBeGreaterThan(0);
          expect(x >= 0 && x <= aspect && y >= 0 && y <= 1).toBe(true);
        }
      }
    }
  });

  it('finds the neuron under a place, and none where there is none', () => {
    const layout = graphLayout(SIZES, 1.7);
    for (const { layer, neuron, x, y, radius } of everyNeuron(layout)) {
      expect(nearestNeuron(layout, x + radius / 3, y - radius / 3, 0.05)).toEqual({ layer, neuron });
    }
    expect(nearestNeuron(layout, layout.image.left, layout.image.top, 0.05)).toBeNull();
  });
});

describe('keys in a layer', () => {
  for (const aspect of [1.7, 0.6]) {
    it(`go the way they point, at aspect ${aspect}`, () => {
      const layout = graphLayout(SIZES, aspect);
      const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;
      for (const { layer, neuron, x, y } of everyNeuron(layout)) {
        for (const [key, [dx, dy]] of Object.entries(moves)) {
          const next = neuronAfterKey(layout, { layer, neuron }, key)!;
          if (next === neuron) continue;
          const places = layout.layers[layer]!;
          expect(Math.sign(Math.round((places.x[next]! - x) * 1e6))).toBe(dx);
          expect(Math.sign(Math.round((places.y[next]! - y) * 1e6))).toBe(dy);
        }
      }
    });
  }

  it('reach every neuron of a layer and stop at its edges', () => {
    const layout = graphLayout(SIZES, 1.7);
    for (const [layer, { count }] of layout.layers.entries()) {
      const reached = new Set([0]);
      for (const neuron of reached) {
        for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
          reached.add(neuronAfterKey(layout, { layer, neuron }, key)!);
        }
      }
      expect(reached.size).toBe(count);
      expect(neuronAfterKey(layout, { layer, neuron: 5 }, 'Home')).toBe(0);
      expect(neuronAfterKey(layout, { layer, neuron: 5 }, 'End')).toBe(count - 1);
      expect(neuronAfterKey(layout, { layer, neuron: 0 }, 'ArrowUp')).toBe(0);
      expect(neuronAfterKey(layout, { layer, neuron: 0 }, 'a')).toBeNull();
    }
  });
});
