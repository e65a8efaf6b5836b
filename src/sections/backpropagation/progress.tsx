import { useComputed } from '@preact/signals';
import { gradientNorm } from '../../domain/learning-step.ts';
import { RECORDED, type Descent } from '../../state/descent.ts';
import { measuredAnySize } from '../../domain/decimals.ts';
import { grouped, percent } from '../../domain/numbers.ts';
import { recordedLine, type Present } from './recorded-line.ts';
import { PlotFigure } from './plot-figure.tsx';
import { NO_NUMBER } from './shown.ts';
import type { Lesson } from './section-services.ts';
import { WORDS } from './words.ts';

/** How learning goes: as numbers, and over all steps. */
export function Progress(lesson: Lesson) {
  const words = lesson.t(WORDS);
  return (
    <div class="backprop-progress">
      <Status {...lesson} />
      <Plot {...lesson} name="cost" title={words.plots.costTitle} label={words.plots.cost} channel={RECORDED.cost} />
      <Plot
        {...lesson}
        name="gradient-norm"
        title={words.plots.gradientTitle}
        label={words.plots.gradientNorm}
        channel={RECORDED.gradientNorm}
      />
      <Plot
        {...lesson}
        name="accuracy"
        title={words.plots.accuracyTitle}
        label={words.plots.accuracy}
        channel={RECORDED.accuracy}
      />
      <p class="quiet progress-caption">{words.plots.caption}</p>
    </div>
  );
}

function Status(lesson: Lesson) {
  const { state, t, player } = lesson;
  const all = t(WORDS);
  const words = all.progress;
  const { descent } = state;
  const status = useComputed(() => {
    if (descent.explosion.value) return words.exploded;
    if (player.mode.value === 'steps') return words.training;
    const layers = descent.network.value?.layers.length ?? 4;
    return descent.stageIndex.value === 0 ? words.ready : all.stageLong(descent.stage.value, layers);
  });
  const present = useComputed(() => presentOf(descent));
  const iteration = useComputed(() => grouped(present.value?.iteration ?? 0));
  const cost = useComputed(() => (present.value ? measuredAnySize(present.value.cost) : NO_NUMBER));
  const norm = useComputed(() => (present.value ? measuredAnySize(present.value.gradientNorm) : NO_NUMBER));
  const accuracy = useComputed(() => (present.value ? percent(present.value.accuracy) : NO_NUMBER));
  const entries = [
    [words.status, status],
    [words.iteration, iteration],
    [words.cost, cost],
    [words.gradientNorm, norm],
    [words.accuracy, accuracy],
  ] as const;
  return (
    <dl class="progress-numbers">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt class="quiet">{name}</dt>
          <dd class="changing">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Plot(
  props: Lesson & { readonly name: string; readonly title: string; readonly label: string; readonly channel: number },
) {
  const { name, title, label, channel, ...lesson } = props;
  const words = lesson.t(WORDS).plots;
  const { descent } = lesson.state;
  const isShare = channel === RECORDED.accuracy;
  const line = useComputed(() => recordedLine(descent, channel, presentOf(descent), isShare ? 100 : 1));
  const text = useComputed(() => {
    const { x, y } = line.value;
    const number = (value: number) => (isShare ? percent(value / 100) : measuredAnySize(value));
    return x.length === 0 ? words.none(title) : words.text(title, x.length, number(y[0]!), number(y[y.length - 1]!));
  });
  return (
    <PlotFigure
      services={lesson}
      name={name}
      title={title}
      text={text}
      view={() => {
        const { x, y } = line.value;
        const last = x.length - 1;
        return {
          x: { from: x[0] ?? 0, to: Math.max((x[0] ?? 0) + 10, x[last] ?? 0), label: words.iteration, isWhole: true },
          y: isShare ? { label, from: 0, to: 100 } : { label, isLogarithmic: true },
          lines: [{ x, y, color: 'ink' }],
          points: last >= 0 ? [{ x: x[last]!, y: y[last]! }] : [],
        };
      }}
    />
  );
}

/** Where learning stands at this moment. */
function presentOf(descent: Descent): Present | null {
  const isApplied = descent.isApplied.value;
  const trace = isApplied ? descent.after.value : descent.trace.value;
  if (!trace) return null;
  return {
    iteration: descent.iteration.value + (isApplied ? 1 : 0),
    before: isApplied ? descent.trace.value : null,
    cost: trace.cost,
    gradientNorm: gradientNorm(trace.gradient),
    accuracy: trace.correct / trace.examples.length,
  };
}
