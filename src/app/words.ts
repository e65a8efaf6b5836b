import type { EngineKind } from '../engine/engine.ts';
import type { Words } from '../ui/language.ts';
import type { Theme } from '../state/preferences.ts';

const en = {
  name: 'Interactive Neural Network Simulator',
  sections: 'Sections',
  theme: 'Theme',
  themes: { dark: 'Dark', light: 'Light', projector: 'Projector' } satisfies Record<Theme, string>,
  loading: 'Loading the pretrained network …',
  ready: 'Ready – pretrained model loaded',
  engines: {
    'wasm-relaxed-simd': 'WebAssembly relaxed SIMD engine (fast, not bit-exact)',
    'wasm-simd': 'WebAssembly SIMD engine',
    'wasm-scalar': 'WebAssembly engine',
    javascript: 'JavaScript engine (no WebAssembly here)',
  } satisfies Record<EngineKind, string>,
  failed: (message: string) => `The pretrained network could not be loaded: ${message}. The pad still draws.`,
  retry: 'Try again',
  noGpu: 'drawn without GPU',
  noPictures: 'no pictures in this browser',
  heldTitle: 'A neuron is held',
  heldNeuron: (layer: number, neuron: number, value: string) => `Neuron ${neuron} of layer ${layer} is held at ${value}.`,
  heldOutput: (digit: number, value: string) => `The logit of digit ${digit} is held at ${value}.`,
  letGo: 'Let it go',
  sectionFailed: (message: string) => `This part of the page could not be loaded: ${message}.`,
  broken: 'This page could not start',
  brokenHint: 'Reload it; if that does not help, another browser may.',
  reload: 'Reload',
};

export type AppWords = typeof en;

export const WORDS: Words<AppWords> = { en };
