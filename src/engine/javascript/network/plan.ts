import { IMAGES_WORDS, LAYER_WORDS, PLAN_WORDS, SCRATCH_WORDS, UPDATE_WORDS } from '../../layout.ts';
import type { Memory } from '../../memory.ts';
import { panelWidth } from '../kernels/panel.ts';

// The structures of assembly/network/plan.ts, read from the arena; fields hold places in elements of their own kind, not bytes.

export interface Layer {
  readonly inFeatures: number;
  readonly outFeatures: number;
  readonly paddedOut: number;
  readonly activation: number;
  readonly maxRows: number;
  readonly weight: number;
  /** 0 where the layer has none, like every buffer that may be missing. */
  readonly bias: number;
  /** Floats from Scratch.preActivation to this layer's. */
  readonly preActivation: number;
  readonly output: number;
  readonly delta: number;
  readonly dWeight: number;
  readonly dBias: number;
  readonly transposed: number;
  readonly weightState1: number;
  readonly weightState2: number;
  readonly biasState1: number;
  readonly biasState2: number;
}

/** The place of the columns of a layer's ∂loss/∂z that belong to the panel at column `o`; see assembly/network/plan.ts. */
export function deltaColumns(layer: Layer, o: number): number {
  return layer.delta + (layer.transposed ? o : o * layer.maxRows);
}

/** Floats between the rows of deltaColumns. */
export function deltaStride(layer: Layer, o: number): number {
  return layer.transposed ? layer.paddedOut : panelWidth(layer.paddedOut, o);
}

export interface Plan {
  readonly loss: number;
  readonly pixelScale: number;
  readonly losses: number;
  readonly predictions: number;
  readonly layers: readonly Layer[];
}

export interface Scratch {
  readonly preActivation: number;
  readonly sums: number;
  readonly target: number;
  readonly gradient: number;
  readonly lists: number;
  readonly listEnds: number;
  readonly cursors: number;
}

export interface Images {
  readonly starts: number;
  readonly ends: number;
  readonly pixelIndex: number;
  readonly pixelValue: number;
  readonly labels: number;
  readonly targets: number;
  readonly dense: number;
}

export interface Update {
  readonly optimizer: number;
  readonly stepSize: number;
  readonly weightDecay: number;
  readonly momentum: number;
  readonly oneMinusMomentum: number;
  readonly decay: number;
  readonly oneMinusDecay: number;
  readonly rootCorrection: number;
  readonly epsilon: number;
}

function words(memory: Memory, ptr: number, count: number): Int32Array {
  return memory.i32.subarray(ptr >> 2, (ptr >> 2) + count);
}

function readLayer(memory: Memory, ptr: number): Layer {
  const fields = words(memory, ptr, LAYER_WORDS);
  const place = (word: number) => fields[word]! >> 2;
  return {
    inFeatures: fields[0]!,
    outFeatures: fields[1]!,
    paddedOut: fields[2]!,
    activation: fields[3]!,
    maxRows: fields[4]!,
    weight: place(5),
    bias: place(6),
    preActivation: place(7),
    output: place(8),
    delta: place(9),
    dWeight: place(10),
    dBias: place(11),
    transposed: place(12),
    weightState1: place(13),
    weightState2: place(14),
    biasState1: place(15),
    biasState2: place(16),
  };
}

export function readPlan(memory: Memory, ptr: number): Plan {
  const fields = words(memory, ptr, PLAN_WORDS);
  return {
    loss: fields[1]!,
    pixelScale: fields[2]! >> 2,
    losses: fields[3]! >> 2,
    predictions: fields[4]!,
    layers: Array.from({ length: fields[0]! }, (_, index) => readLayer(memory, fields[5]! + index * LAYER_WORDS * 4)),
  };
}

export function readScratch(memory: Memory, ptr: number): Scratch {
  const fields = words(memory, ptr, SCRATCH_WORDS);
  return {
    preActivation: fields[0]! >> 2,
    sums: fields[1]! >> 2,
    target: fields[2]! >> 2,
    gradient: fields[3]! >> 2,
    lists: fields[4]! >> 2,
    listEnds: fields[5]! >> 2,
    cursors: fields[6]! >> 2,
  };
}

export function readImages(memory: Memory, ptr: number): Images {
  const fields = words(memory, ptr, IMAGES_WORDS);
  return {
    starts: fields[0]! >> 2,
    ends: fields[1]! >> 2,
    pixelIndex: fields[2]! >> 1,
    pixelValue: fields[3]!,
    labels: fields[4]!,
    targets: fields[5]! >> 2,
    dense: fields[6]! >> 2,
  };
}

export function readUpdate(memory: Memory, ptr: number): Update {
  const fields = memory.f32.subarray(ptr >> 2, (ptr >> 2) + UPDATE_WORDS);
  return {
    optimizer: memory.i32[ptr >> 2]!,
    stepSize: fields[1]!,
    weightDecay: fields[2]!,
    momentum: fields[3]!,
    oneMinusMomentum: fields[4]!,
    decay: fields[5]!,
    oneMinusDecay: fields[6]!,
    rootCorrection: fields[7]!,
    epsilon: fields[8]!,
  };
}
