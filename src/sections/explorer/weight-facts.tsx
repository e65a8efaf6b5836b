import { weightHistogram, weightStatistics } from '../../domain/weight-statistics.ts';
import { decimal, percent } from '../../ui/numbers.ts';
import { BarChart } from './bar-chart.tsx';
import type { NeuronServices } from './explorer-services.ts';
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

/** Which digits a neuron answers to, over the ten thousand. */
export function FiringChart({ state, t, neuron: id, isOutput }: NeuronServices & { readonly isOutput: boolean }) {
  const words = t(WORDS).neuron;
  const statistics = state.analysis.findings.value?.statistics[id.layer]?.[id.neuron];
  const format = (value: number) => decimal(value, 2);
  return (
    <div class="firing">
      <h4>{words.fires(isOutput)}</h4>
      {statistics ? (
        <>
          <BarChart
            values={statistics.meanByClass}
            marks={DIGITS.map((digit) => ({ at: (digit + 0.5) / 10, label: String(digit) }))}
            tone={() => 'plain'}
            format={format}
            text={DIGITS.map((digit) => words.firesBar(digit, format(statistics.meanByClass[digit]!))).join(', ')}
          />
          <p class="quiet">{words.activeShare(percent(statistics.activeShare), isOutput)}</p>
        </>
      ) : (
        <p class="quiet tiles-progress">
          <progress value={state.analysis.progress.value} max={1} aria-label={words.fires(isOutput)} />
          {words.looking(percent(state.analysis.progress.value))}
        </p>
      )}
    </div>
  );
}
