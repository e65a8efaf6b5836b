import type { Pattern } from '../../scenes/color-ramps.ts';
import { decimal } from '../../ui/numbers.ts';

const STEPS = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];

/** What the colours of a pattern mean: steps from its least to its most. */
export function Legend({ pattern, digits }: { readonly pattern: Pattern | null; readonly digits: number }) {
  if (!pattern) return <p class="legend">{'\u00a0'}</p>;
  const steps = pattern.scale === 'signed' ? STEPS : STEPS.filter((step) => step >= 0);
  const ends = pattern.scale === 'signed' ? [-pattern.reach, pattern.reach] : [0, pattern.reach];
  return (
    <p class="legend">
      <span>{decimal(ends[0]!, digits)}</span>
      <span class="legend-steps" aria-hidden="true">
        {steps.map((step) => (
          <span
            key={step}
            class={`legend-step ${pattern.scale === 'grey' ? 'legend-grey' : step < 0 ? 'legend-minus' : 'legend-plus'}`}
            style={{ '--share': String(Math.abs(step)) }}
          />
        ))}
      </span>
      <span>{decimal(ends[1]!, digits)}</span>
    </p>
  );
}
