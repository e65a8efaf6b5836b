import type { EngineKind } from '../engine/engine.ts';
import type { Words } from '../ui/language.ts';
import type { Theme } from '../state/preferences.ts';

const en = {
  name: 'Interactive Neural Network Simulator',
  sections: 'Sections',
  theme: 'Theme',
  themes: { dark: 'Dark', light: 'Light', projector: 'Projector' } satisfies Record<Theme, string>,
  loading: 'Loading the pretrained network …',
  ready: (engine: string) => `Ready – pretrained model loaded, engine: ${engine}`,
  engines: {
    'wasm-simd': 'WebAssembly SIMD',
    'wasm-scalar': 'WebAssembly',
    javascript: 'JavaScript (no WebAssembly here)',
  } satisfies Record<EngineKind, string>,
  failed: (message: string) => `The pretrained network could not be loaded: ${message}. You can draw, but nothing answers.`,
  retry: 'Try again',
  noGpu: 'pictures without GPU',
  noPictures: 'no pictures in this browser',
  sectionFailed: (message: string) => `This part of the page could not be loaded: ${message}.`,
  broken: 'This page could not start',
  brokenHint: 'Reload it; if that does not help, another browser may.',
  reload: 'Reload',
};

export const WORDS: Words<typeof en> = { en };
