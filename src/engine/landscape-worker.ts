import type { LandscapeAnswer, LandscapeRequest } from './landscape.ts';
import { serveSide } from './side-worker.ts';
import { Surveyor } from './surveyor.ts';

// A surveyor beside a page, started by landscape-client.ts.

serveSide<LandscapeRequest, LandscapeAnswer>({
  make: (kind, loadBinary, answer) => new Surveyor(kind, loadBinary, answer),
  moved: (answer) => (answer.kind === 'row' ? [answer.costs.buffer] : []),
  failed: (message) => ({ kind: 'failed', survey: null, message }),
});
