import { errorMessage } from '../../domain/errors.ts';
import { binaryBytes, inSideWorkers } from '../side-client.ts';
import { BINARY_KINDS, type LoadBinary } from '../wasm.ts';
import type { Binaries, MeasureAnswer, MeasureRequest, StartMeasurer, WorkerRequest } from './protocol.ts';

/** Measuring in a worker of its own: nothing is painted between two samples, and threads may wait for each other. */
export function measurersInWorkers(loadBinary: LoadBinary): StartMeasurer {
  const start = inSideWorkers<WorkerRequest, MeasureAnswer>(
    () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
    null,
  );
  return (hear, lost) => {
    const worker = start(hear, lost);
    const begin = async (request: MeasureRequest) => {
      worker.ask({ kind: 'binaries', binaries: await fetched(loadBinary) });
      worker.ask(request);
    };
    return {
      ask(request) {
        if (request.kind === 'measure') void begin(request);
        else worker.ask(request);
      },
      close: worker.close,
    };
  };
}

/** All binaries; what does not come is a line that cannot run, not a run that fails. */
async function fetched(loadBinary: LoadBinary): Promise<Binaries> {
  const entries = BINARY_KINDS.map(async (kind) => [kind, await binaryBytes(kind, loadBinary).catch(errorMessage)] as const);
  return Object.fromEntries(await Promise.all(entries)) as Binaries;
}
