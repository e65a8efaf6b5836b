import type { LoadBinary } from './create.ts';
import type { StartSurveyor } from './landscape.ts';
import { inSideWorkers } from './side-client.ts';

/** Surveyors that work in workers of the page, and have threads where memory can be shared. */
export function surveyorsInWorkers(loadBinary: LoadBinary): StartSurveyor {
  return inSideWorkers(() => new Worker(new URL('./landscape-worker.ts', import.meta.url), { type: 'module' }), loadBinary);
}
