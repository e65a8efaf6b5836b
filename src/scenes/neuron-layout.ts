import type { Activation } from '../domain/network.ts';
import { ACTIVATION_FUNCTIONS } from '../domain/activation-functions.ts';
import type { NeuronResult, NeuronSettings } from '../domain/neuron.ts';
import type { Point } from '../domain/strokes.ts';
import { placeOn } from './axis.ts';
import { labelSize, type Label } from './lettering.ts';

/** A line that carries a number: wide and bright where it is large, dashed where it is negative. */
export interface NeuronConnection {
  readonly from: Point;
  readonly to: Point;
  readonly value: number;
  /** |value| beside the largest that it can be, 0 to 1. */
  readonly strength: number;
}

/** A circle that is filled as strongly as its number. */
export interface NeuronNode {
  readonly at: Point;
  readonly radius: number;
  /** −1 to 1. */
  readonly fill: number;
}

/** Where everything of the neuron's picture is, in CSS pixels. */
export interface NeuronLayout {
  readonly connections: readonly NeuronConnection[];
  readonly nodes: readonly NeuronNode[];
  /** Thin lines that carry the result onwards. */
  readonly wires: readonly (readonly [Point, Point])[];
  /** The box of f. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** The graph of f in the box; none for softmax. */
  readonly curve: readonly Point[];
  /** Where z is on that graph. */
  readonly mark: Point | null;
  readonly labels: readonly Label[];
}

export interface NeuronView {
  readonly settings: NeuronSettings;
  readonly result: NeuronResult;
  /** The numbers as the formulas show them. */
  readonly shown: {
    readonly x1: string;
    readonly x2: string;
    readonly w1: string;
    readonly w2: string;
    readonly b: string;
    readonly z: string;
    readonly a: string;
    readonly z2: string;
    readonly z3: string;
    readonly terms: readonly [string, string];
    readonly name: string;
  };
}

/** The most that an input, a weight or the bias can be. */
const MOST = 2;

export function neuronLayout({ settings, result, shown }: NeuronView, width: number, height: number, textSize: number) {
  const size = labelSize(textSize);
  const line = size * 1.5;
  const radius = Math.min(height * 0.09, width * 0.05, 24);
  const isSoftmax = settings.activation === 'softmax';
  const middle = height * 0.42;
  // Left of the inputs is room for their numbers.
  const inputX = size * 5.9 + radius;
  const sum = { x: width * 0.56, y: middle };
  const sumRadius = radius * 1.15;
  const out = { x: width - radius - 8, y: middle };
  const side = Math.min(radius * 3, width * 0.15);
  const box = { x: (sum.x + sumRadius + out.x - radius) / 2 - side / 2, y: middle - side / 2, width: side, height: side };
  const inputs = [
    { at: { x: inputX, y: height * 0.18 }, x: settings.x1, w: settings.w1, name: '1', xText: shown.x1, wText: shown.w1 },
    { at: { x: inputX, y: height * 0.66 }, x: settings.x2, w: settings.w2, name: '2', xText: shown.x2, wText: shown.w2 },
  ];
  const bias = { x: sum.x, y: height - line * 0.6 };

  const labels: Label[] = [];
  const connections: NeuronConnection[] = [];
  for (const [index, input] of inputs.entries()) {
    const isUpper = index === 0;
    connections.push({ ...between(input.at, radius, sum, sumRadius), value: input.w, strength: Math.abs(input.w) / MOST });
    labels.push({ x: 0, y: input.at.y, text: `$x_${input.name}$ = ${input.xText}` });
    // Over the upper line, and under the lower input: the weight, and what it makes of the input.
    const x = isUpper ? inputX + radius + 6 : inputX - radius;
    const y = isUpper ? Math.max(line * 0.5, input.at.y - line * 1.2) : input.at.y + radius + line * 0.6;
    labels.push(
      { x, y, text: `$w_${input.name}$ = ${input.wText}`, color: signColor(input.w) },
      { x, y: y + line, text: `$w_${input.name}x_${input.name}$ = ${shown.terms[index]!}`, color: 'quiet' },
    );
  }
  connections.push({
    ...between({ x: bias.x, y: bias.y - line * 0.5 }, 2, sum, sumRadius),
    value: settings.b,
    strength: Math.abs(settings.b) / MOST,
  });
  labels.push(
    { x: bias.x - size * 0.3, y: bias.y, text: `$b$ = ${shown.b}`, color: signColor(settings.b) },
    { x: sum.x, y: sum.y, text: '$Σ$', align: 'center' },
    { x: sum.x + sumRadius * 0.4, y: sum.y - sumRadius - line * 0.7, text: `$z$ = ${shown.z}` },
    { x: width - 4, y: out.y - Math.max(radius, side / 2) - line * 1.6, text: `$a$ = ${shown.a}`, align: 'right', bold: true },
    isSoftmax
      ? { x: box.x + side * 0.7 + 6, y: box.y + side + line * 0.8, text: shown.name, color: 'quiet' }
      : { x: box.x + side / 2, y: box.y + side + line * 0.7, text: `$f$: ${shown.name}`, align: 'center', color: 'quiet' },
  );
  const wires: (readonly [Point, Point])[] = [
    [
      { x: sum.x + sumRadius, y: middle },
      { x: box.x, y: middle },
    ],
    [
      { x: box.x + side, y: middle },
      { x: out.x - radius, y: middle },
    ],
  ];
  if (isSoftmax) {
    // The two other logits of the layer come in from below.
    for (const [index, text] of [`$z_2$ = ${shown.z2}`, `$z_3$ = ${shown.z3}`].entries()) {
      // The one with the longer wire is on the left, so that no wire crosses a label.
      const x = box.x + side * (index === 0 ? 0.7 : 0.3);
      const y = height - line * (index === 0 ? 2.7 : 1.7);
      wires.push([
        { x, y: y - line * 0.55 },
        { x, y: box.y + side },
      ]);
      labels.push({ x: x - 4, y, text, align: 'left' });
    }
  }
  const drawn = isSoftmax ? { curve: [], mark: null } : curveIn(box, settings.activation, settings.alpha, result.z);
  const layout: NeuronLayout = {
    connections,
    nodes: [
      ...inputs.map(({ at, x }) => ({ at, radius, fill: x / MOST })),
      { at: sum, radius: sumRadius, fill: 0 },
      { at: out, radius, fill: Math.max(-1, Math.min(1, result.a)) },
    ],
    wires,
    box,
    ...drawn,
    labels,
  };
  return layout;
}

function signColor(value: number): 'ink' | 'positive' | 'negative' {
  return value === 0 ? 'ink' : value > 0 ? 'positive' : 'negative';
}

/** From the edge of one circle to the edge of another. */
function between(from: Point, fromRadius: number, to: Point, toRadius: number): { from: Point; to: Point } {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  return {
    from: { x: from.x + along.x * fromRadius, y: from.y + along.y * fromRadius },
    to: { x: to.x - along.x * toRadius, y: to.y - along.y * toRadius },
  };
}

/** The graph of f in its box, over −4 to 4; a z outside is marked at the edge. */
function curveIn(
  box: NeuronLayout['box'],
  activation: Exclude<Activation, 'softmax'>,
  alpha: number,
  z: number,
): { curve: Point[]; mark: Point } {
  const { value } = ACTIVATION_FUNCTIONS[activation];
  const isBounded = activation === 'sigmoid' || activation === 'tanh';
  const inset = box.width * 0.1;
  const across = { from: -4, to: 4, start: box.x + inset, end: box.x + box.width - inset };
  const up = { from: isBounded ? -1.2 : -2, to: isBounded ? 1.2 : 4, start: box.y + box.height - inset, end: box.y + inset };
  const at = (u: number): Point => ({ x: placeOn(across, u), y: placeOn(up, value(u, alpha)) });
  const curve = Array.from({ length: 33 }, (_, index) => at(-4 + index / 4));
  return { curve, mark: at(Math.max(-4, Math.min(4, z))) };
}
