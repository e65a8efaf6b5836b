import type { EngineKind } from '../../src/engine/engine.ts';
import { hashOfRun, TRAINING_RUNS } from './training-runs.ts';

// What the browser test bundles and calls: the training runs with binaries fetched from beside the page.

declare global {
  var hashOfRunNumber: (n: number, kind: EngineKind) => Promise<string>;
}

globalThis.hashOfRunNumber = (n, kind) => hashOfRun(TRAINING_RUNS[n]!, kind, (binary) => fetch(`${binary}.wasm`));
