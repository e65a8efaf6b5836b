import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { measuredSlope, nudgedCost, type MeasuredSlope } from '../../domain/nudge.ts';
import { numberAt } from '../../domain/parameter-id.ts';
import type { Descent } from '../../state/descent.ts';

/** How far the slider goes to either side. */
export const NUDGE_RANGES = ['0.001', '0.01', '0.1', '1'] as const;
export type NudgeRange = (typeof NUDGE_RANGES)[number];
const FIRST_RANGE: NudgeRange = '0.1';
/** Points of the curve on either side of 0. */
const HALF = 20;

/** The cost along the followed parameter. */
export interface CostCurve {
  /** [2 · HALF + 1]: ε, and the cost there. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** [2 · HALF + 1]: C + ε ∂C/∂w; NaN where it leaves what the curve shows. */
  readonly tangent: Float64Array;
  /** Between which points ReLUs switch, as places on the x axis. */
  readonly kinks: readonly number[];
}

/** The numbers beside the curve. */
export interface NudgeNumbers {
  readonly cost: number;
  readonly change: number;
  readonly gradient: number;
  readonly measured: MeasuredSlope;
}

/** The followed parameter, moved by a slider; the network knows nothing of it. */
export interface Nudged {
  readonly range: ReadonlySignal<NudgeRange>;
  readonly setRange: (range: NudgeRange) => void;
  readonly by: ReadonlySignal<number>;
  readonly setBy: (by: number) => void;
  readonly numbers: ReadonlySignal<NudgeNumbers | null>;
  readonly curve: ReadonlySignal<CostCurve | null>;
}

export function createNudged(descent: Descent): Nudged {
  const range = signal<NudgeRange>(FIRST_RANGE);
  const by = signal(0);
  const subject = computed(() => {
    const trace = descent.isApplied.value ? descent.after.value : descent.trace.value;
    const parameters = descent.isApplied.value ? descent.updated.value : descent.base.value;
    const id = descent.picked.value;
    return trace && parameters && id ? { trace, parameters, id } : null;
  });
  const measured = computed(
    () => subject.value && measuredSlope(subject.value.parameters, subject.value.trace, subject.value.id),
  );
  return {
    range,
    setRange(next) {
      range.value = next;
      by.value = Math.min(Number(next), Math.max(-Number(next), by.value));
    },
    by,
    setBy(next) {
      by.value = Math.min(Number(range.value), Math.max(-Number(range.value), next));
    },
    numbers: computed(() => {
      if (!subject.value || !measured.value) return null;
      const { trace, parameters, id } = subject.value;
      const { change } = nudgedCost(parameters, trace, id, by.value);
      return {
        cost: trace.cost + change,
        change,
        gradient: numberAt(trace.network, trace.gradient, id),
        measured: measured.value,
      };
    }),
    curve: computed(() => {
      if (!subject.value) return null;
      const { trace, parameters, id } = subject.value;
      const most = Number(range.value);
      const x = Float64Array.from({ length: 2 * HALF + 1 }, (_, index) => ((index - HALF) / HALF) * most);
      const y = new Float64Array(x.length);
      const kinks: number[] = [];
      let switched = 0;
      for (let index = 0; index < x.length; index++) {
        const there = nudgedCost(parameters, trace, id, x[index]!);
        y[index] = trace.cost + there.change;
        if (index > 0 && there.switched !== switched) kinks.push((x[index]! + x[index - 1]!) / 2);
        switched = there.switched;
      }
      return { x, y, tangent: tangentOf(x, y, trace.cost, numberAt(trace.network, trace.gradient, id)), kinks };
    }),
  };
}

/** C + ε ∂C/∂w, as far as it stays near what the curve shows. */
function tangentOf(x: Float64Array, y: Float64Array, cost: number, gradient: number): Float64Array {
  const low = Math.min(...y);
  const high = Math.max(...y);
  const room = (high - low) * 0.15 + Math.abs(gradient) * x.at(-1)! * 0.05;
  return x.map((by) => {
    const value = cost + by * gradient;
    return value >= low - room && value <= high + room ? value : Number.NaN;
  });
}
