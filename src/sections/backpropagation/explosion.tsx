import { useComputed } from '@preact/signals';
import { weightNorms } from '../../domain/explosion.ts';
import { gradientNorm } from '../../domain/learning-step.ts';
import { RECORDED, LEARNING_RATE, type Descent } from '../../state/descent.ts';
import { measuredAnySize } from '../../ui/decimals.ts';
import { PlotFigure } from './plot-figure.tsx';
import type { Lesson } from './section-services.ts';
import { rateText } from './shown.ts';
import { WORDS } from './words.ts';

/** So many steps before the explosion are written out; the plot shows more. */
const WRITTEN_STEPS = 5;
const PLOTTED_STEPS = 60;
const DASHES: readonly (readonly number[] | undefined)[] = [undefined, [8, 4], [2, 3], [8, 3, 2, 3]];

/** What one step left behind, before its update. */
interface Measured {
  readonly step: number;
  readonly cost: number;
  readonly gradientNorm: number;
  readonly norms: readonly number[];
}

/** Nothing, until a step explodes: then what it was, how it came, and two ways back. */
export function Exploded(lesson: Lesson) {
  const { state, t } = lesson;
  const { descent } = state;
  const words = t(WORDS).exploded;
  const explosion = descent.explosion.value;
  if (!explosion) return null;
  const layers = descent.network.value!.layers.length;
  const rate = descent.learningRate.value;
  const tenth = Math.max(LEARNING_RATE.least, Number((rate / 10).toPrecision(4)));
  return (
    <div class="backprop-exploded" role="alert">
      <h3>{words.title(descent.iteration.value + 1)}</h3>
      <p>
        {words.what(explosion, layers)} {words.kept}
      </p>
      <div class="exploded-buttons">
        <button class="button" type="button" onClick={descent.back}>
          {words.before}
        </button>
        <button class="button" type="button" disabled={tenth === rate} onClick={() => descent.setLearningRate(tenth)}>
          {words.tenth(rateText(tenth))}
        </button>
      </div>
      <Growth {...lesson} />
    </div>
  );
}

/** The norms of the steps before: as lines, and the last few as numbers. */
function Growth(lesson: Lesson) {
  const { state, t } = lesson;
  const { descent } = state;
  const words = t(WORDS);
  const measured = useComputed(() => measuredSteps(descent, PLOTTED_STEPS));
  const text = useComputed(() =>
    measured.value
      .slice(-WRITTEN_STEPS)
      .map(({ step, norms }) => `${words.exploded.step} ${step}: ${norms.map(measuredAnySize).join(', ')}`)
      .join('; '),
  );
  const steps = measured.value;
  const layers = steps[0]?.norms.length ?? 0;
  return (
    <>
      <PlotFigure
        services={lesson}
        name="norms"
        title={words.exploded.norms}
        text={text}
        view={() => {
          const all = measured.value;
          const x = all.map(({ step }) => step);
          return {
            x: { from: x[0] ?? 0, to: x.at(-1) ?? 1, label: words.plots.iteration },
            y: { label: '‖W‖', isLogarithmic: true },
            lines: Array.from({ length: all[0]?.norms.length ?? 0 }, (_, layer) => ({
              x,
              y: all.map(({ norms }) => norms[layer]!),
              color: 'ink' as const,
              dash: DASHES[layer % DASHES.length],
            })),
            points: [],
          };
        }}
      />
      <ul class="backprop-legend">
        {Array.from({ length: layers }, (_, layer) => (
          <li key={layer}>
            <svg viewBox="0 0 40 12" aria-hidden="true">
              <line
                class="legend-ink-line"
                x1="0"
                x2="40"
                y1="6"
                y2="6"
                stroke-dasharray={DASHES[layer % DASHES.length]?.join(' ')}
              />
            </svg>
            {words.exploded.line(layer)}
          </li>
        ))}
      </ul>
      <div class="exploded-table" tabIndex={0} role="region" aria-label={words.exploded.norms}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.exploded.step}</th>
              <th scope="col">{words.exploded.cost}</th>
              <th scope="col">{words.exploded.gradientNorm}</th>
              {Array.from({ length: layers }, (_, layer) => (
                <th scope="col" key={layer}>
                  {words.exploded.layer(layer)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.slice(-WRITTEN_STEPS).map(({ step, cost, gradientNorm: norm, norms }) => (
              <tr key={step}>
                <td>{step}</td>
                <td>{measuredAnySize(cost)}</td>
                <td>{measuredAnySize(norm)}</td>
                {norms.map((length, layer) => (
                  <td key={layer}>{measuredAnySize(length)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The last steps that are kept, and the one that would have exploded, as it was before its update. */
function measuredSteps({ records, trace, base, iteration, network }: Descent, most: number): Measured[] {
  void records.revision.value;
  const layers = network.value?.layers.length ?? 0;
  const end = records.first() + records.count();
  const steps: Measured[] = [];
  for (let step = Math.max(records.first(), end - most); step < end; step++) {
    steps.push({
      step,
      cost: records.at(step, RECORDED.cost),
      gradientNorm: records.at(step, RECORDED.gradientNorm),
      norms: Array.from({ length: layers }, (_, layer) => records.at(step, RECORDED.weightNorms + layer)),
    });
  }
  if (trace.value && base.value) {
    const { cost, gradient } = trace.value;
    steps.push({ step: iteration.value, cost, gradientNorm: gradientNorm(gradient), norms: weightNorms(base.value) });
  }
  return steps;
}
