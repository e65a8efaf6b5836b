import { useComputed } from '@preact/signals';
import { useState } from 'preact/hooks';
import { Choice } from '../../ui/choice.tsx';
import { measuredAnySize } from '../../ui/decimals.ts';
import { Slider } from '../../ui/slider.tsx';
import { createNudged, NUDGE_RANGES, type NudgeNumbers } from './nudged.ts';
import { PlotFigure } from './plot-figure.tsx';
import type { Lesson } from './section-services.ts';
import { WORDS, type BackpropagationWords } from './words.ts';

/** The followed parameter, moved by hand: the cost answers, and its slope is laid beside the gradient. */
export function Nudge(lesson: Lesson) {
  const { state, t } = lesson;
  const words = t(WORDS);
  const { descent } = state;
  const [nudged] = useState(() => createNudged(descent));
  const range = nudged.range.value;
  const numbers = nudged.numbers.value;
  const layers = descent.network.value?.layers.length ?? 4;
  const text = useComputed(() => {
    const id = descent.picked.value;
    const now = nudged.numbers.value;
    if (!id || !now) return words.loading;
    const to = nudged.range.value;
    return words.nudge.text(words.parameter.weight(id, layers), `−${to}`, to, measuredAnySize(now.cost));
  });
  const caption = useComputed(() => words.nudge.caption(nudged.curve.value?.kinks.length ?? 0));
  return (
    <div class="backprop-nudge">
      <PlotFigure
        services={lesson}
        name="nudge"
        title={words.nudge.title}
        text={text}
        caption={caption}
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
      {numbers && <Numbers words={words} numbers={numbers} />}
    </div>
  );
}

function Numbers({ words: { nudge }, numbers }: { readonly words: BackpropagationWords; readonly numbers: NudgeNumbers }) {
  const { cost, change, gradient, measured } = numbers;
  const isEqual = measuredAnySize(gradient) === measuredAnySize(measured.slope);
  const sentence = measured.isKink ? nudge.kink : isEqual ? (gradient === 0 ? nudge.flat : nudge.equal) : nudge.differs;
  return (
    <>
      <dl class="nudge-numbers">
        {(
          [
            [nudge.cost, cost],
            [nudge.change, change],
            [nudge.gradient, gradient],
            [nudge.slope, measured.slope],
            [nudge.difference, measured.slope - gradient],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{measuredAnySize(value)}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet nudge-method">{nudge.symbolic}</p>
      <p class="nudge-sentence">{sentence}</p>
    </>
  );
}
