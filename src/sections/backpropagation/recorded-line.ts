import { gradientNorm, type BatchTrace } from '../../domain/learning-step.ts';
import { RECORDED, type Descent } from '../../state/descent.ts';

/** Where learning stands: after `before`, where the update of this step is made. */
export interface Present {
  readonly iteration: number;
  readonly before: BatchTrace | null;
  readonly cost: number;
  readonly gradientNorm: number;
  readonly accuracy: number;
}

/** More points than this are not drawn. */
const MOST_POINTS = 200;

/** One measure over all steps that are kept, evenly thinned, with that of this moment last. */
export function recordedLine(
  { records, iteration }: Pick<Descent, 'records' | 'iteration'>,
  channel: number,
  present: Present | null,
  scale: number,
): { readonly x: Float64Array; readonly y: Float64Array } {
  void records.revision.value;
  const first = records.first();
  const count = records.count();
  const stride = Math.max(1, Math.ceil(count / MOST_POINTS));
  const x: number[] = [];
  const y: number[] = [];
  for (let step = first; step < first + count; step += stride) {
    x.push(step);
    y.push(records.at(step, channel) * scale);
  }
  if (present?.before) {
    x.push(iteration.value);
    y.push(measureOf(present.before, channel) * scale);
  }
  if (present) {
    x.push(present.iteration);
    y.push([present.cost, present.gradientNorm, present.accuracy][channel]! * scale);
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}

function measureOf(trace: BatchTrace, channel: number): number {
  if (channel === RECORDED.cost) return trace.cost;
  return channel === RECORDED.gradientNorm ? gradientNorm(trace.gradient) : trace.correct / trace.examples.length;
}
