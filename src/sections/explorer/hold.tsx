import { useMemo, useState } from 'preact/hooks';
import { silentValue } from '../../domain/clamp.ts';
import { grownConfusions } from '../../domain/confusion.ts';
import { restingValue } from '../../state/resting-value.ts';
import { decimal, grouped, percent } from '../../domain/numbers.ts';
import { Slider } from '../../ui/slider.tsx';
import type { NeuronServices } from './explorer-services.ts';
import { holdable, holdRange } from './hold-range.ts';
import { digitsName } from './shown-digits.tsx';
import { WORDS } from './words.ts';

/** Silence a neuron, or hold it at a value: what becomes of the answer, and of those to the digits that it is shown. */
export function Hold({ state, t, announce, neuron: id }: NeuronServices) {
  const words = t(WORDS);
  const { recognition, analysis } = state;
  // Nobody slides while drawing: the slider comes to its neuron when the pen is lifted.
  const activity = useMemo(
    () => restingValue(() => recognition.activity.value, state.pad.isPenDown),
    [recognition.activity, state.pad.isPenDown],
  );
  const [isImpossible, setImpossible] = useState(false);
  const status = recognition.status.value;
  if (status.kind !== 'ready') return null;
  const { network } = status;
  const isOutput = id.layer === network.layers.length - 1;
  const clamp = recognition.clamp.value;
  const isHeld = clamp?.layer === id.layer && clamp.neuron === id.neuron;
  const present = (isOutput ? activity.value?.preActivations : activity.value?.activations)?.[id.layer]?.[id.neuron] ?? 0;
  const statistics = analysis.findings.value?.statistics[id.layer]?.[id.neuron] ?? null;
  const name = words.neuron.name(id.layer, id.neuron, isOutput);
  const hold = (value: number) => {
    const isHolding = recognition.setClamp({ ...id, value });
    setImpossible(!isHolding);
    return isHolding;
  };
  const silence = () => {
    const value = silentValue(network, id.layer);
    if (hold(value)) announce(words.hold.held(name, decimal(value, 2)));
  };
  const reset = () => {
    setImpossible(false);
    recognition.setClamp(null);
    const normal = analysis.baseline.value;
    if (normal) announce(words.hold.said(grouped(normal.correct), digitsName(analysis.images.value, words)));
  };
  return (
    <div class="hold" role="group" aria-label={words.hold.title}>
      <h3>{words.hold.title}</h3>
      <Slider
        label={words.hold.value(isOutput)}
        {...holdRange(network.layers[id.layer]!.activation, statistics)}
        step={0.01}
        digits={2}
        value={isHeld ? clamp.value : Number.isFinite(present) ? present : 0}
        onChange={(value) => hold(holdable(value))}
      />
      <div class="hold-buttons">
        <button
          class="button"
          type="button"
          aria-pressed={isHeld && clamp.value === silentValue(network, id.layer)}
          onClick={silence}
        >
          {words.hold.silence}
        </button>
        <button class="button" type="button" disabled={clamp === null} onClick={reset}>
          {words.hold.reset}
        </button>
      </div>
      {isImpossible && <p>{words.hold.impossible}</p>}
      <Accuracy {...{ state, t }} />
      <Answer {...{ state, t }} />
    </div>
  );
}

/** What the drawing is read as now. */
function Answer({ state, t }: Pick<NeuronServices, 'state' | 't'>) {
  const seen = state.readable.value.activity;
  const outputs = seen && !seen.isBlank ? [...seen.activations[seen.activations.length - 1]!] : [];
  const share = Math.max(...outputs);
  const words = t(WORDS).hold;
  return (
    <div>
      {/* Never without a text: for a box that holds none Chromium would build the layers of the whole page anew. */}
      <p class={outputs.length > 0 ? 'live-box hold-answer' : 'live-box hold-answer quiet'}>
        {outputs.length > 0 ? words.answer(outputs.indexOf(share), percent(share)) : words.noAnswer}
      </p>
    </div>
  );
}

/** Of the digits that are shown: how many are recognised, and what is confused more often than before. */
function Accuracy({ state, t }: Pick<NeuronServices, 'state' | 't'>) {
  const words = t(WORDS).hold;
  const { baseline, held, progress, images } = state.analysis;
  const title = words.accuracy(digitsName(images.value, t(WORDS)));
  const clamp = state.recognition.clamp.value;
  const before = baseline.value;
  const now = clamp ? held.value?.result : before;
  const grown = clamp && now && before ? grownConfusions(before.confusion, now.confusion) : [];
  return (
    <div class="accuracy">
      <h4>{title}</h4>
      <dl class="numbers">
        <div>
          <dt>{words.normal}</dt>
          <dd>
            {before ? (
              <>
                {grouped(before.correct)} <span class="quiet">{percent(before.correct / before.count)}</span>
              </>
            ) : (
              <progress value={progress.value} max={1} aria-label={title} />
            )}
          </dd>
        </div>
        <div class={clamp ? undefined : 'numbers-idle'}>
          <dt>{words.now}</dt>
          <dd data-held={clamp ? now?.correct : undefined}>
            {clamp && now ? (
              <>
                {grouped(now.correct)} <span class="quiet">{percent(now.correct / now.count)}</span>
              </>
            ) : (
              '–'
            )}
          </dd>
        </div>
      </dl>
      <p class="quiet accuracy-grown">
        {clamp && now && (
          <>
            {grown.length > 0
              ? `${words.worst}: ${grown.map(({ digit, read, more }) => words.confusion(digit, read, more)).join(', ')}`
              : words.unchanged}
          </>
        )}
      </p>
    </div>
  );
}
