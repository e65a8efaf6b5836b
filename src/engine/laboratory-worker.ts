import { Experimenter } from './experimenter.ts';
import type { LaboratoryAnswer, LaboratoryRequest } from './laboratory.ts';
import { serveSide } from './side-worker.ts';
import { browserThreads } from './worker-client.ts';

// The laboratory beside a page, started by laboratory-client.ts; its engine has threads of its own.

serveSide<LaboratoryRequest, LaboratoryAnswer>({
  make: (kind, loadBinary, answer) => new Experimenter(kind, loadBinary, answer, browserThreads),
  moved(answer) {
    if (answer.kind === 'steps') return [answer.losses.buffer, answer.accuracies.buffer];
    if (answer.kind === 'look') return [answer.checkpoint.snapshot.learned.buffer];
    if (answer.kind === 'pictures') return [answer.pixels.buffer];
    const parameters =
      answer.kind === 'weights' ? answer.parameters : answer.kind === 'taught' ? answer.taught.parameters : null;
    if (parameters)
      return parameters.flatMap(({ weight, bias }) =>
        [weight, bias].flatMap((values) => (values ? [values.buffer as ArrayBuffer] : [])),
      );
    return [];
  },
  failed: (message) => ({ kind: 'failed', run: 0, message }),
});
