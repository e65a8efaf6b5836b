import type { AnalysisAnswer, AnalysisRequest } from './analysis.ts';
import { Analyst } from './analyst.ts';
import { serveSide } from './side-worker.ts';

// An analyst beside a page, started by analysis-client.ts.

serveSide<AnalysisRequest, AnalysisAnswer>({
  make: (kind, loadBinary, answer) => new Analyst(kind, loadBinary, answer),
  // Pictures move to the page; everything else is small enough to be copied.
  moved: (answer) => (answer.kind === 'statistics' ? [answer.favourites.pixels.buffer] : []),
  failed: (message) => ({ kind: 'failed', message }),
});
