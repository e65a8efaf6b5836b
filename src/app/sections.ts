import type { Section } from '../sections/section.ts';
import type { Words } from '../ui/language.ts';

/** A section before it is loaded. */
export interface SectionEntry {
  readonly id: string;
  readonly title: Words<string>;
  load(): Promise<Section>;
}

/** The sections of the page, from top to bottom. */
export const SECTIONS: readonly SectionEntry[] = [
  { id: 'draw', title: { en: 'Draw' }, load: async () => (await import('../sections/draw/index.tsx')).default },
  { id: 'network', title: { en: 'Network' }, load: async () => (await import('../sections/network/index.tsx')).default },
  { id: 'neuron', title: { en: 'Neuron' }, load: async () => (await import('../sections/neuron/index.tsx')).default },
  { id: 'explorer', title: { en: 'Explorer' }, load: async () => (await import('../sections/explorer/index.tsx')).default },
  {
    id: 'mathematics',
    title: { en: 'Mathematics' },
    load: async () => (await import('../sections/mathematics/index.tsx')).default,
  },
  {
    id: 'backpropagation',
    title: { en: 'Backpropagation' },
    load: async () => (await import('../sections/backpropagation/index.tsx')).default,
  },
  { id: 'training', title: { en: 'Training' }, load: async () => (await import('../sections/training/index.tsx')).default },
  { id: 'benchmark', title: { en: 'Benchmark' }, load: async () => (await import('../sections/benchmark/index.tsx')).default },
];
