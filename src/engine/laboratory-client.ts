import type { LoadBinary } from './create.ts';
import type { StartLaboratory } from './laboratory.ts';
import { inSideWorkers } from './side-client.ts';

/** Laboratories that work in workers of the page. */
export function laboratoriesInWorkers(loadBinary: LoadBinary): StartLaboratory {
  return inSideWorkers(() => new Worker(new URL('./laboratory-worker.ts', import.meta.url), { type: 'module' }), loadBinary);
}
