import { serveSide } from '../side-worker.ts';
import { browserThreads } from '../worker-client.ts';
import { Measurer } from './measurer.ts';
import type { MeasureAnswer, WorkerRequest } from './protocol.ts';

// Somebody who measures beside a page, started by client.ts.

serveSide<WorkerRequest, MeasureAnswer>({
  make: (_kind, _loadBinary, answer) =>
    new Measurer(
      {
        cores: navigator.hardwareConcurrency,
        isIsolated: crossOriginIsolated,
        userAgent: navigator.userAgent,
        threads: browserThreads,
        clock: { steadyMs: () => performance.timeOrigin + performance.now(), wallMs: () => Date.now() },
      },
      answer,
    ),
  moved: () => [],
  failed: (message) => ({ kind: 'failed', message }),
});
