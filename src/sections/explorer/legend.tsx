import type { Pattern } from '../../scenes/color-ramps.ts';

const STEPS = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];

/** What the colours of a pattern mean: steps from its least to its most. */
export function Legend({ scale, from, to }: Pick<Pattern, 'scale'> & { readonly from: string; readonly to: string }) {
  const steps = scale === 'signed' ? STEPS : STEPS.filter((step) => step >= 0);
  return (
    <p class="legend">
      <span>{from}</span>
      <span class="legend-steps" aria-hidden="true">
        {steps.map((step) => (
          <span
            key={step}
            class={`legend-step ${scale === 'grey' ? 'legend-grey' : step < 0 ? 'legend-minus' : 'legend-plus'}`}
            style={{ '--share': String(Math.abs(step)) }}
          />
        ))}
      </span>
      <span>{to}</span>
    </p>
  );
}
