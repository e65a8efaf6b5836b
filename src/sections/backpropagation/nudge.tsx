import { useComputed, type ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { Choice } from '../../ui/choice.tsx';
import { measuredAnySize } from '../../domain/decimals.ts';
import { FigureLegend, LegendEntry, LegendLine } from '../../ui/legend.tsx';
import { Slider } from '../../ui/slider.tsx';
import { createNudged, NUDGE_RANGES, type NudgeNumbers } from './nudged.ts';
import { PlotFigure } from './plot-figure.tsx';
import { NO_NUMBER } from './shown.ts';
import type { Lesson } from './section-services.ts';
import { WORDS, type BackpropagationWords } from './words.ts';

/** The followed parameter, moved by hand: the cost answers, and its slope is laid beside the gradient. */
export function Nudge(lesson: Lesson) {
  const { state, t } = lesson;
  const words = t(WORDS);
  const { descent } = state;
  const [nudged] = useState(() => createNudged(descent));
  const range = nudged.range.value;
  const layers = descent.network.value?.layers.length ?? 4;
  const text = useComputed(() => {
    const id = descent.picked.value;
    const now = nudged.numbers.value;
    if (!id || !now) return words.loading;
    const to = nudged.range.value;
    return words.nudge.text(words.parameter.weight(id, layers), `−${to}`, to, measuredAnySize(now.cost));
  });
  return (
    <div class="backprop-nudge">
      <PlotFigure
        services={lesson}
        name="nudge"
        title={words.nudge.title}
        text={text}
        caption={words.nudge.caption}
        legend={<Legend words={words.nudge.legend} />}
        view={() => {
          const curve = nudged.curve.value;
          const by = nudged.by.value;
          const now = nudged.numbers.value;
          return {
            x: { from: -Number(nudged.range.value), to: Number(nudged.range.value), label: 'ε' },
            y: { label: words.nudge.cost },
            lines: curve
              ? [
                  { x: curve.x, y: curve.tangent, color: 'accent', dash: [6, 5] },
                  { x: curve.x, y: curve.y, color: 'ink' },
                ]
              : [],
            points: now ? [{ x: by, y: now.cost }] : [],
            ticks: curve?.kinks,
          };
        }}
      />
      <div class="nudge-controls">
        <Slider
          label={words.nudge.nudge}
          least={-Number(range)}
          most={Number(range)}
          step={Number(range) / 100}
          digits={range === '1' ? 2 : range.length}
          value={nudged.by.value}
          onChange={nudged.setBy}
        />
        <Choice
          label={words.nudge.range}
          options={NUDGE_RANGES.map((value) => ({ value, label: `±${value}` }))}
          value={range}
          onChange={nudged.setRange}
        />
      </div>
      <Numbers words={words} numbers={nudged.numbers} />
    </div>
  );
}

function Legend({ words }: { readonly words: BackpropagationWords['nudge']['legend'] }) {
  return (
    <FigureLegend class="backprop-legend">
      <LegendLine line="legend-ink-line">{words.curve}</LegendLine>
      <LegendLine line="legend-accent-line" dash="6 5">
        {words.tangent}
      </LegendLine>
      <LegendEntry width={12} sign={<circle class="legend-accent" cx="6" cy="6" r="5" />}>
        {words.here}
      </LegendEntry>
      <LegendEntry width={12} sign={<path class="legend-mark" d="M2 10 L6 3 L10 10 Z" />}>
        {words.kink}
      </LegendEntry>
    </FigureLegend>
  );
}

function Numbers(props: { readonly words: BackpropagationWords; readonly numbers: ReadonlySignal<NudgeNumbers | null> }) {
  const { nudge } = props.words;
  const { numbers } = props;
  const textOf = (value: (now: NudgeNumbers) => number) => () =>
    numbers.value ? measuredAnySize(value(numbers.value)) : NO_NUMBER;
  const cost = useComputed(textOf((now) => now.cost));
  const change = useComputed(textOf((now) => now.change));
  const gradient = useComputed(textOf((now) => now.gradient));
  const slope = useComputed(textOf((now) => now.measured.slope));
  const difference = useComputed(textOf((now) => now.measured.slope - now.gradient));
  const sentence = useComputed(() => {
    if (!numbers.value) return '';
    if (numbers.value.measured.isKink) return nudge.kink;
    if (gradient.value !== slope.value) return nudge.differs;
    return numbers.value.gradient === 0 ? nudge.flat : nudge.equal;
  });
  const entries = [
    [nudge.cost, cost],
    [nudge.change, change],
    [nudge.gradient, gradient],
    [nudge.slope, slope],
    [nudge.difference, difference],
  ] as const;
  return (
    <>
      <dl class="nudge-numbers">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="changing">{value}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet nudge-method">{nudge.symbolic}</p>
      <p class="nudge-sentence">{sentence}</p>
    </>
  );
}
