import { useComputed } from '@preact/signals';
import { weightNorms } from '../../domain/explosion.ts';
import { gradientNorm, type BatchTrace } from '../../domain/learning-step.ts';
import type { NetworkParameters } from '../../domain/parameters.ts';
import { RECORDED, LEARNING_RATE, type Descent } from '../../state/descent.ts';
import { measuredAnySize } from '../../domain/decimals.ts';
import { FigureLegend, LegendEntry, LegendLine } from '../../ui/legend.tsx';
import { PlotFigure } from './plot-figure.tsx';
import type { Lesson } from './section-services.ts';
import { NO_NUMBER, rateText } from './shown.ts';
import { WORDS } from './words.ts';

/** So many steps before the explosion are written out; the plot shows more. */
const WRITTEN_STEPS = 5;
const PLOTTED_STEPS = 60;
const DASHES: readonly (readonly number[] | undefined)[] = [undefined, [8, 4], [2, 3], [8, 3, 2, 3]];

/** What is beyond all numbers has no number. */
const numberText = (value: number) => (Number.isFinite(value) ? measuredAnySize(value) : NO_NUMBER);

/** Where learning was after so many updates. */
interface Measured {
  readonly step: number;
  /** false: where the update would have led that was not made. */
  readonly isMade: boolean;
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
      .map(({ step, isMade, norms }) => {
        const name = `${words.exploded.step} ${step}${isMade ? '' : ` (${words.exploded.notMade})`}`;
        return `${name}: ${norms.map(numberText).join(', ')}`;
      })
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
            x: { from: x[0] ?? 0, to: x.at(-1) ?? 1, label: words.plots.iteration, isWhole: true },
            y: { label: '‖W‖', isLogarithmic: true },
            lines: Array.from({ length: all[0]?.norms.length ?? 0 }, (_, layer) => ({
              x,
              y: all.map(({ norms }) => norms[layer]!),
              color: 'ink' as const,
              dash: DASHES[layer % DASHES.length],
            })),
            points: all.filter(({ isMade }) => !isMade).flatMap(({ step, norms }) => norms.map((y) => ({ x: step, y }))),
          };
        }}
      />
      <FigureLegend class="backprop-legend">
        {Array.from({ length: layers }, (_, layer) => (
          <LegendLine key={layer} line="legend-ink-line" dash={DASHES[layer % DASHES.length]?.join(' ')} width={40}>
            {words.exploded.line(layer)}
          </LegendLine>
        ))}
        <LegendEntry width={12} sign={<circle class="legend-accent" cx="6" cy="6" r="5" />}>
          {words.exploded.notMade}
        </LegendEntry>
      </FigureLegend>
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
            {steps.slice(-WRITTEN_STEPS).map(({ step, isMade, cost, gradientNorm: norm, norms }) => (
              <tr key={step}>
                <td>{isMade ? step : `${step}, ${words.exploded.notMade}`}</td>
                <td>{numberText(cost)}</td>
                <td>{numberText(norm)}</td>
                {norms.map((length, layer) => (
                  <td key={layer}>{numberText(length)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The last steps that are kept, where learning stands, and where the update that explodes would have led. */
function measuredSteps({ records, trace, base, updated, after, iteration, network }: Descent, most: number): Measured[] {
  void records.revision.value;
  const layers = network.value?.layers.length ?? 0;
  const end = records.first() + records.count();
  const steps: Measured[] = [];
  for (let step = Math.max(records.first(), end - most); step < end; step++) {
    steps.push({
      step,
      isMade: true,
      cost: records.at(step, RECORDED.cost),
      gradientNorm: records.at(step, RECORDED.gradientNorm),
      norms: Array.from({ length: layers }, (_, layer) => records.at(step, RECORDED.weightNorms + layer)),
    });
  }
  const present = iteration.value;
  if (trace.value && base.value) steps.push(measuredAt(present, true, trace.value, base.value));
  if (after.value && updated.value) steps.push(measuredAt(present + 1, false, after.value, updated.value));
  return steps;
}

function measuredAt(step: number, isMade: boolean, { cost, gradient }: BatchTrace, parameters: NetworkParameters): Measured {
  return { step, isMade, cost, gradientNorm: gradientNorm(gradient), norms: weightNorms(parameters) };
}
