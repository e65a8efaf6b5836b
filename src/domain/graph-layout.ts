/** One neuron of a layered network: layer 0 is the first hidden one, the last the outputs. */
interface NodeName {
  readonly layer: number;
  readonly neuron: number;
}

/** Where the neurons of one layer lie; lengths in heights of the figure. */
export interface LayerPlaces {
  readonly count: number;
  /** Neurons lie in columns of this many, one after the other: neuron i in column ⌊i / lines⌋, line i mod lines. */
  readonly lines: number;
  /** [count], the middle of each neuron, from the left and from the top. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly radius: number;
  /** The box around all of them. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of the network's figure lies: 1 high and `width` wide. Drawing, pointer, keys and words all read this. */
export interface GraphLayout {
  readonly width: number;
  /** From the input to the outputs; narrow figures flow down. */
  readonly direction: 'across' | 'down';
  /** The square of the input picture. */
  readonly image: { readonly left: number; readonly top: number; readonly side: number };
  readonly layers: readonly LayerPlaces[];
}

/** Layers are folded into columns of this many neurons, more where the columns would not fit. */
const LINES = [16, 24, 32, 64, 128, 256, 1024, 65_536];
const MOST_COLUMNS = 24;
const MARGIN = 0.015;
/** Shares of the flow: the input picture, all columns together, and what stands behind the outputs. */
const SHARES = {
  across: { image: 0.26, columns: 0.35, labels: 0.125 },
  down: { image: 0.28, columns: 0.34, labels: 0.09 },
} as const;
/** The most of the flow's breadth that the input picture takes. */
const IMAGE_BREADTH = 0.62;
/** A neuron's radius in pitches of its lattice. */
const RADIUS = 0.38;

/**
 * Lays out a network in a figure of the given width over height.
 *
 * `sizes` are the widths of all layers, the input's first, as [784, 128, 64, 32, 10]; the input is shown as a square picture.
 */
export function graphLayout(sizes: readonly number[], aspect: number): GraphLayout {
  const direction = aspect >= 1 ? 'across' : 'down';
  const [flow, breadth] = direction === 'across' ? [aspect, 1] : [1, aspect];
  const shares = SHARES[direction];
  const counts = sizes.slice(1);
  const columnsAt = (lines: number) => counts.reduce((sum, count) => sum + Math.ceil(count / lines), 0);
  const lines = LINES.find((some) => columnsAt(some) <= MOST_COLUMNS) ?? LINES[LINES.length - 1]!;

  const across = (breadth - 2 * MARGIN) / lines;
  const along = Math.min(across, (flow * shares.columns) / columnsAt(lines));
  const side = Math.min(breadth * IMAGE_BREADTH, flow * shares.image);
  const taken = 2 * MARGIN + side + columnsAt(lines) * along + flow * shares.labels;
  const gap = (flow - taken) / counts.length;

  let at = MARGIN + side;
  const layers = counts.map((count, index): LayerPlaces => {
    const isOutput = index === counts.length - 1;
    const own = Math.min(count, lines);
    // A short layer, such as the ten outputs, spreads over the breadth; its neurons may be a little larger.
    const pitch = Math.min((breadth - 2 * MARGIN) / own, isOutput ? Infinity : across);
    const radius = RADIUS * Math.min(along, across) * (isOutput ? 1.3 : 1);
    const columns = Math.ceil(count / own);
    const from = at + gap;
    at = from + columns * along;
    const alongFlow = (neuron: number) => from + (Math.floor(neuron / own) + 0.5) * along;
    const acrossFlow = (neuron: number) => breadth / 2 + ((neuron % own) + 0.5 - own / 2) * pitch;
    const flows = Float64Array.from({ length: count }, (_, neuron) => alongFlow(neuron));
    const breadths = Float64Array.from({ length: count }, (_, neuron) => acrossFlow(neuron));
    const box = { from, length: columns * along, start: (breadth - own * pitch) / 2, breadth: own * pitch };
    return direction === 'across'
      ? {
          count,
          lines: own,
          radius,
          x: flows,
          y: breadths,
          left: box.from,
          width: box.length,
          top: box.start,
          height: box.breadth,
        }
      : {
          count,
          lines: own,
          radius,
          x: breadths,
          y: flows,
          left: box.start,
          width: box.breadth,
          top: box.from,
          height: box.length,
        };
  });
  const aside = (breadth - side) / 2;
  const image = direction === 'across' ? { left: MARGIN, top: aside, side } : { left: aside, top: MARGIN, side };
  return { width: aspect, direction, image, layers };
}

/** The neuron nearest to a place of the figure, if one is within `reach` of it; in heights of the figure. */
export function nearestNeuron(layout: GraphLayout, x: number, y: number, reach: number): NodeName | null {
  let nearest: NodeName | null = null;
  let least = reach;
  for (const [layer, places] of layout.layers.entries()) {
    for (let neuron = 0; neuron < places.count; neuron++) {
      const distance = Math.hypot(places.x[neuron]! - x, places.y[neuron]! - y);
      if (distance > least) continue;
      least = distance;
      nearest = { layer, neuron };
    }
  }
  return nearest;
}

/** Where a key leads from a neuron within its layer; null for keys that lead nowhere. At the edge it stays where it is. */
export function neuronAfterKey(layout: GraphLayout, { layer, neuron }: NodeName, key: string): number | null {
  const { count, lines } = layout.layers[layer]!;
  const [before, after, back, on] =
    layout.direction === 'across'
      ? ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']
      : ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = key === before ? -1 : key === after ? 1 : key === back ? -lines : key === on ? lines : 0;
  if (step === 0) return null;
  const next = neuron + step;
  const leavesColumn = Math.abs(step) === 1 && Math.floor(next / lines) !== Math.floor(neuron / lines);
  return next >= 0 && next < count && !leavesColumn ? next : neuron;
}
