import { weightHistogram, weightStatistics } from '../../domain/weight-statistics.ts';
import { decimal, percent } from '../../domain/numbers.ts';
import { BarChart } from './bar-chart.tsx';
import type { NeuronServices } from './explorer-services.ts';
import { digitsName } from './shown-digits.tsx';
import { WORDS, type ExplorerWords } from './words.ts';

const BINS = 20;
const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** A neuron's weights in six numbers and a histogram. */
export function WeightFacts(props: {
  readonly weights: Float32Array;
  /** null where its layer has none. */
  readonly bias: number | null;
  readonly words: ExplorerWords;
}) {
  const words = props.words.neuron;
  const { count, mean, standardDeviation, least, most, norm } = weightStatistics(props.weights);
  const { reach, counts } = weightHistogram(props.weights, BINS);
  const facts = [
    [words.mean, decimal(mean, 3)],
    [words.deviation, decimal(standardDeviation, 3)],
    [words.norm, decimal(norm, 3)],
    [words.least, decimal(least, 3)],
    [words.most, decimal(most, 3)],
    [words.bias, props.bias === null ? words.noBias : decimal(props.bias, 3)],
  ] as const;
  const end = String(reach).replace('-', '−');
  return (
    <div class="weight-facts">
      <h4>{words.weights(count)}</h4>
      <BarChart
        values={counts}
        marks={[
          { at: 0, label: `−${end}` },
          { at: 0.5, label: '0' },
          { at: 1, label: end },
        ]}
        tone={(bar) => (bar < BINS / 2 ? 'negative' : 'positive')}
        format={String}
        text={words.histogram(count, `−${end}`, end, Math.max(...counts))}
      />
      <dl class="numbers">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Which digits a neuron answers to, of those that it is shown. */
export function FiringChart({ state, t, neuron: id, isOutput }: NeuronServices & { readonly isOutput: boolean }) {
  const words = t(WORDS).neuron;
  const { findings, images, progress } = state.analysis;
  const statistics = findings.value?.statistics[id.layer]?.[id.neuron];
  const digits = digitsName(images.value, t(WORDS));
  const title = words.fires(isOutput);
  return (
    <div class="firing">
      <h4>{title}</h4>
      {statistics ? (
        <>
          <BarChart
            values={statistics.meanByClass}
            marks={DIGITS.map((digit) => ({ at: (digit + 0.5) / 10, label: String(digit) }))}
            tone={() => 'plain'}
            format={meanText}
            text={words.firesText(title, digits, barsText(words, statistics.meanByClass))}
          />
          <p class="quiet">{words.activeShare(percent(statistics.activeShare), digits, isOutput)}</p>
        </>
      ) : (
        <p class="quiet tiles-progress">
          <progress value={progress.value} max={1} aria-label={title} />
          {words.looking(digits, percent(progress.value))}
        </p>
      )}
    </div>
  );
}

function meanText(mean: number): string {
  return decimal(mean, 2);
}

function barsText(words: ExplorerWords['neuron'], means: readonly (number | null)[]): string {
  return means.map((mean, digit) => (mean === null ? words.noneOf(digit) : words.firesBar(digit, meanText(mean)))).join(', ');
}
