import type { LoadBinary } from './create.ts';
import type { StartSurveyor } from './landscape.ts';
import { inSideWorkers } from './side-client.ts';
import { surveyorTeam } from './survey-team.ts';

/** More than this have too little to share. */
const MOST_SURVEYORS = 8;

/** Surveyors that work in workers of the page: one core is left to the page where there are more than two. */
export function surveyorsInWorkers(loadBinary: LoadBinary): StartSurveyor {
  const makeWorker = () => new Worker(new URL('./landscape-worker.ts', import.meta.url), { type: 'module' });
  const cores = navigator.hardwareConcurrency;
  return surveyorTeam(Math.min(MOST_SURVEYORS, cores > 2 ? cores - 1 : cores), inSideWorkers(makeWorker, loadBinary));
}
