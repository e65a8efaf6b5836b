import { signal, type ReadonlySignal } from '@preact/signals';
import type { CodedSpeed } from '../../formats/machine-code.ts';
import type { Services } from '../section.ts';
import type { Shown } from './plots.ts';

/** How results are looked at; whatever was measured stays the same. */
export interface BenchmarkView {
  readonly shown: ReadonlySignal<Shown>;
  readonly show: (shown: Shown) => void;
  /** The speed that the class plot shows upwards. */
  readonly upwards: ReadonlySignal<CodedSpeed>;
  readonly lookUpwards: (speed: CodedSpeed) => void;
}

/** What every part of this section is given. */
export interface BenchmarkServices extends Services {
  readonly view: BenchmarkView;
}

export function createView(): BenchmarkView {
  const shown = signal<Shown>('ratio');
  const upwards = signal<CodedSpeed>('wasm-simd');
  return {
    shown,
    show(next) {
      shown.value = next;
    },
    upwards,
    lookUpwards(speed) {
      upwards.value = speed;
    },
  };
}
