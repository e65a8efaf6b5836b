import type { StartAnalyst } from './analysis.ts';
import type { LoadBinary } from './create.ts';
import { inSideWorkers } from './side-client.ts';

/** Analysts that work in workers of the page. */
export function analystsInWorkers(loadBinary: LoadBinary): StartAnalyst {
  return inSideWorkers(() => new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' }), loadBinary);
}
